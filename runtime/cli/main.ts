import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBuiltCourse } from '../node/courseFiles';
import { createWorkspace } from '../node/workspace';
import { check } from './check';
import { checkAll } from './checkAll';
import { doctor } from './doctor';
import { list } from './list';
import { readEngine, readLocale, readOptions, readSeed } from './options';
import { openTerminal } from './terminal';
import { UsageError, usage } from './usage';
import { validate } from './validate/validate';

const distDir = path.dirname(fileURLToPath(import.meta.url));
const terminal = openTerminal(process.stdout, process.stderr);
const json = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

const code = { passed: 0, notPassed: 1, usage: 2, ourFault: 3 } as const;

/** Each verb: its words to its exit code. */
const verbs: Record<string, (args: string[], signal: AbortSignal) => Promise<number>> = {
  async list(args) {
    const { values } = readOptions(args, { json, locale: text });
    list(await openBuiltCourse(distDir), readLocale(values.locale, process.env), values.json, terminal);
    return code.passed;
  },
  async check(args, signal) {
    const flags = { json, all: flag, file: text, seed: text, engine: text, locale: text };
    const { values, positionals } = readOptions(args, flags);
    const options = {
      distDir,
      json: values.json,
      seed: readSeed(values.seed),
      engine: readEngine(values.engine),
      locale: readLocale(values.locale, process.env),
      terminal,
      signal,
    };
    if (values.all) return checkAll({ ...options, dir: positionals[0] ?? '.' });
    if (positionals.length !== 1) throw new UsageError('check wants one exercise, e.g. 03-forward/sigmoid, or --all');
    return check({ ...options, exercise: positionals[0]!, file: values.file });
  },
  async validate(args, signal) {
    const { values, positionals } = readOptions(args, { json, oracle: flag, mutants: flag });
    return validate({ distDir, ids: positionals, ...values, terminal, signal });
  },
  async doctor(args) {
    const { values } = readOptions(args, { json });
    return doctor(distDir, version(), values.json, terminal) ? code.passed : code.notPassed;
  },
  async workspace(args) {
    const { positionals } = readOptions(args, {});
    const dir = path.resolve(positionals[0] ?? '.');
    await createWorkspace(dir, distDir, version());
    terminal.line(`${dir} is a dojo workspace`);
    return code.passed;
  },
};

async function main(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
    terminal.line(usage);
    return verb === undefined ? code.usage : code.passed;
  }
  if (verb === '--version') {
    terminal.line(version());
    return code.passed;
  }
  const run = verbs[verb];
  if (!run) throw new UsageError(`there is no verb "${verb}"`);
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  return run(rest, cancel.signal);
}

function version(): string {
  const about: unknown = JSON.parse(readFileSync(path.join(distDir, '..', 'package.json'), 'utf8'));
  return typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown';
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    terminal.problem(`tensor-dojo: ${error.message}\n\`tensor-dojo --help\` shows how it is used.`);
    process.exitCode = code.usage;
  } else {
    terminal.problem(`tensor-dojo: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = code.ourFault;
  }
}
