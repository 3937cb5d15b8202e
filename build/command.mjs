import { spawn, spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';

/**
 * Runs a program to its end and answers with its exit code and what it printed. `quiet` keeps the output back;
 * past `limitMs` the program is ended together with all that it started.
 */
export function runCommand(file, args, { cwd, env, quiet = false, limitMs, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      detached: !windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (!quiet) to.write(text);
      });
    }
    const stopFollowing = endWithUs(child);
    const limit =
      limitMs &&
      setTimeout(() => {
        timedOut = true;
        endTree(child);
      }, limitMs);
    const finish = (code) => {
      clearTimeout(limit);
      stopFollowing();
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += String(error);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Runs npm itself: the one that runs us, where there is one. */
export function runNpm(args, options) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js')
    ? runCommand(process.execPath, [script, ...args], options)
    : runCommand('npm', args, { ...options, shell: windows });
}

/** Ends a child started with `detached` and everything below it. */
export function endTree(child, signal = 'SIGKILL') {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
}

/** A detached child does not hear Ctrl+C: ends it when this process ends. Answers with what undoes that. */
export function endWithUs(child) {
  const onExit = () => endTree(child);
  const onSignal = (signal) => {
    endTree(child);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('exit', onExit);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('exit', onExit);
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}

/** Does some work, and says so only if it takes long enough to wonder. */
export async function step(title, work) {
  const started = Date.now();
  const wondering = setTimeout(() => console.log(`${title} ...`), 400);
  try {
    return await work();
  } finally {
    clearTimeout(wondering);
    const seconds = (Date.now() - started) / 1000;
    if (seconds >= 1) console.log(`${title}: ${seconds.toFixed(1)} s`);
  }
}

/** As `step`, for a command whose output matters only when it fails. */
export async function quietly(title, start) {
  const { code, output } = await step(title, start);
  if (code !== 0) throw new Error(`${title} failed (exit code ${code})\n${output}`);
  return output;
}
