// Stands in for the compiled logger of the VS Code server, whose output channels are log files underneath.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
const off = levels.length;

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = levels.indexOf('info');
    this.formatted = true;
    mkdirSync(dirname(file), { recursive: true });
    levels.forEach((name, level) => {
      this[name] = (message) => this.write(level, message);
    });
  }

  write(level, message) {
    if (level < this.level || this.level === off) return;
    const time = new Date().toISOString().slice(0, 23).replace('T', ' ');
    try {
      appendFileSync(this.file, this.formatted ? `${time} [${levels[level]}] ${message}\n` : message);
    } catch {
      // A log whose folder has gone must not take the editor down.
    }
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  setPattern() {
    this.formatted = true;
  }

  clearFormatters() {
    this.formatted = false;
  }

  flush() {}

  drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
