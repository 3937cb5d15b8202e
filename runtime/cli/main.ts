#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLocale, readOptions, readSeed } from './options';
import { openTerminal } from './terminal';
import { UsageError, usage } from './usage';

const distDir = path.dirname(fileURLToPath(import.meta.url));
const cancel = new AbortController();
const terminal = openTerminal(process.stdout, process.stderr, stopWriting);
const json = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

const code = { passed: 0, notPassed: 1, usage: 2, ourFault: 3 } as const;

/** Each verb: its words to its exit code. What a verb needs is loaded with it. */
const verbs: Record<string, (args: string[]) => Promise<number>> = {
  async list(args) {
    const { values } = readOptions(args, { json, locale: text }, 0);
    const { list } = await import('./list');
    await list(distDir, readLocale(values.locale, process.env), values.json, terminal);
    return code.passed;
  },
  async open(args) {
    const { values, positionals } = readOptions(args, { locale: text }, 1);
    const [named] = positionals;
    if (named === undefined) throw new UsageError('open wants one exercise, e.g. 03-forward/sigmoid');
    const { open } = await import('./open');
    await open(distDir, named, readLocale(values.locale, process.env), terminal);
    return code.passed;
  },
  async check(args) {
    const flags = { json, all: flag, file: text, seed: text, engine: text, locale: text };
    const { values, positionals } = readOptions(args, flags, 1);
    const { readEngine } = await import('./engines');
    const options = {
      distDir,
      json: values.json,
      seed: readSeed(values.seed),
      engine: await readEngine(values.engine, distDir),
      locale: readLocale(values.locale, process.env),
      terminal,
      signal: cancel.signal,
    };
    const [named] = positionals;
    if (values.all) {
      if (values.file !== undefined) throw new UsageError('--file names one file, --all wants a folder');
      const { checkAll } = await import('./checkAll');
      return checkAll({ ...options, dir: named ?? '.' });
    }
    if (named === undefined) throw new UsageError('check wants one exercise, e.g. 03-forward/sigmoid, or --all');
    const { check } = await import('./check');
    return check({ ...options, exercise: named, file: values.file });
  },
  async validate(args) {
    const { values, positionals } = readOptions(args, { json, oracle: flag, mutants: flag, engine: text });
    const { validate } = await import('./validate/validate');
    const lessonsDir = path.join(distDir, '..', 'lessons');
    const { engine, ...flags } = values;
    return validate({ distDir, lessonsDir, ids: positionals, ...flags, engine, terminal, signal: cancel.signal });
  },
  async doctor(args) {
    const { values } = readOptions(args, { json, measure: flag }, 0);
    const { doctor } = await import('./doctor');
    const { signal } = cancel;
    return (await doctor({ distDir, version: version(), ...values, terminal, signal })) ? code.passed : code.notPassed;
  },
  async workspace(args) {
    const { positionals } = readOptions(args, {}, 1);
    const { createWorkspace } = await import('../node/workspace');
    const dir = path.resolve(positionals[0] ?? '.');
    await createWorkspace(dir, distDir, version());
    terminal.line(`${dir} is a dojo workspace`);
    return code.passed;
  },
};

async function main(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined) {
    terminal.problem(usage);
    return code.usage;
  }
  if (verb === 'help' || rest.includes('--help') || verb === '--help' || verb === '-h') {
    terminal.line(usage);
    return code.passed;
  }
  if (verb === '--version') {
    terminal.line(version());
    return code.passed;
  }
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!run) throw new UsageError(`there is no verb "${verb}"; there are ${Object.keys(verbs).join(', ')}`);
  for (const end of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(end, () => cancel.abort());
  return run(rest);
}

/** Nothing more can be written: whoever read the answers has enough, or the disk is full, which the exit code must say. */
function stopWriting(error: NodeJS.ErrnoException): void {
  cancel.abort();
  if (error.code !== 'EPIPE') process.once('exit', () => (process.exitCode = code.ourFault));
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
    const why = error instanceof Error ? error.message : String(error);
    terminal.problem(`tensor-dojo: ${why}\n\`tensor-dojo doctor\` says what is missing.`);
    process.exitCode = code.ourFault;
  }
}
