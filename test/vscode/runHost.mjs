import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { prepareHost } from '../../build/host.mjs';
import { merge, readTally } from '../../build/tally.mjs';

const root = join(import.meta.dirname, '..', '..');
const bundles = join(root, '.test', 'vscode');

const dojo = (folder) => execFileSync(process.execPath, [join(root, 'dist', 'tensor-dojo.mjs'), 'workspace', folder]);

/** What is open while the tests of the folder of that name run, and which extension they see. */
const suites = {
  dojo: { prepare: dojo, extension: () => root },
  plain: {
    prepare: (folder) => writeFileSync(join(folder, 'notes.txt'), 'A folder that is no dojo workspace.\n'),
    extension: () => root,
  },
  large: { prepare: dojo, extension: largeExtension },
};

/** The extension as it is, with a made-up course of 240 exercises. */
function largeExtension(scratch) {
  const folder = join(scratch, 'extension');
  const skipped = [join(root, 'dist', 'course'), join(root, 'dist', 'types')];
  for (const part of ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'media', 'dist']) {
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (file) => !skipped.includes(file) });
  }
  const index = JSON.parse(readFileSync(join(root, 'dist', 'course', 'index.json'), 'utf8'));
  const [chapter] = index.chapters;
  const [exercise] = chapter.exercises;
  const numbers = (count) => Array.from({ length: count }, (_, i) => String(i + 1).padStart(2, '0'));
  index.chapters = numbers(20).map((c) => ({
    ...chapter,
    id: `${c}-made-up`,
    exercises: numbers(12).map((e) => ({ ...exercise, id: `${c}-made-up/exercise-${e}` })),
  }));
  mkdirSync(join(folder, 'dist', 'course'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'course', 'index.json'), JSON.stringify(index));
  return folder;
}

/**
 * Runs test/vscode in the extension host: of a downloaded VS Code with --desktop, else of the VS Code server in a browser.
 *   node test/vscode/runHost.mjs [--desktop] [--suite dojo] [--grep text]
 */
async function main() {
  const { values } = parseArgs({
    options: { desktop: { type: 'boolean' }, suite: { type: 'string' }, grep: { type: 'string', default: '' } },
  });
  if (!values.desktop) await prepareHost();
  await bundle();
  const tallies = [];
  for (const suite of values.suite ? [values.suite] : Object.keys(suites)) {
    tallies.push(await runSuite(suite, values));
  }
  const tally = merge(tallies);
  if (process.env.DOJO_TALLY) writeFileSync(process.env.DOJO_TALLY, JSON.stringify(tally));
  process.exitCode = tally.failed.length > 0 ? 1 : 0;
}

async function bundle() {
  const here = import.meta.dirname;
  rmSync(bundles, { recursive: true, force: true });
  const tests = Object.keys(suites).flatMap((suite) =>
    readdirSync(join(here, suite))
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(here, suite, name)),
  );
  await build({
    entryPoints: [join(here, 'index.ts'), ...tests],
    outbase: here,
    outdir: bundles,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    sourcemap: 'inline',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function runSuite(suite, { desktop, grep }) {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'dojo-host-')));
  const folder = join(scratch, suite);
  const tallyFile = join(scratch, 'tally.json');
  mkdirSync(folder);
  try {
    suites[suite].prepare(folder);
    const code = await runTests({
      vscodeExecutablePath: desktop ? undefined : shim(scratch),
      version: '1.100.3',
      extensionDevelopmentPath: suites[suite].extension(scratch),
      extensionTestsPath: join(bundles, 'index.cjs'),
      launchArgs: [folder, '--disable-extensions', '--user-data-dir', join(scratch, 'user-data')],
      extensionTestsEnv: { DOJO_TALLY: tallyFile, DOJO_SUITE: suite, DOJO_GREP: grep },
    }).catch((error) => {
      console.error(error.message);
      return error.code ?? 1;
    });
    return readTally(tallyFile, `host suite ${suite}`, { code });
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The stand-in for the VS Code executable, as something that this platform starts by its name. */
function shim(scratch) {
  const script = join(import.meta.dirname, 'codeShim.mjs');
  const windows = process.platform === 'win32';
  const launcher = join(scratch, windows ? 'code.cmd' : 'code');
  const text = windows
    ? `@"${process.execPath}" "${script}" %*\r\n`
    : `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`;
  writeFileSync(launcher, text, { mode: 0o755 });
  return launcher;
}

await main();
