import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, installChromium } from './chromium.mjs';
import { quietly, runCommand, step } from './command.mjs';
import { installPackages, root } from './install.mjs';
import { findPython } from './python.mjs';
import { empty, merge, readTally } from './tally.mjs';

const minutes = 60_000;
/** Of one suite. */
const longest = 25 * minutes;
const bin = (path) => join(root, 'node_modules', path);

/** Vitest leaves one core alone: for tests that compute more than they wait, none need be. */
const onEveryCore = ['--maxWorkers=100%'];

/** The suites in the order of their run; each answers with a tally. */
const everyday = {
  check: () =>
    commands({
      format: [bin('oxfmt/bin/oxfmt'), '--check', '.'],
      lint: [bin('oxlint/bin/oxlint')],
      types: [bin('typescript/bin/tsc'), '-b'],
      'dead code': [bin('knip/bin/knip.js')],
    }),
  unit: () => project('unit', ...onEveryCore),
  process: () => project('process'),
  lessons: () => project('lessons', ...onEveryCore),
  host: ({ chromium, desktop }) =>
    chromium || desktop
      ? reporting('host', ['test/vscode/runHost.mjs', ...(desktop ? ['--desktop'] : [])])
      : withoutBrowser('host'),
  browser: ({ chromium }) =>
    chromium ? vitest('browser', ['--config', 'test/e2e/vitest.config.ts']) : withoutBrowser('browser'),
};

/** What takes its time: the whole course proved, with mutants and NumPy; kernels, engines, np: `npm test -- --long`. */
const long = {
  proof: async ({ python }) => {
    const words = await project('proof');
    const all = await commands({
      'tensor-dojo validate --mutants --oracle': [
        'dist/tensor-dojo.mjs',
        'validate',
        '--mutants',
        ...(python ? ['--oracle'] : []),
      ],
    });
    const skip = { name: 'tensor-dojo validate --oracle', reason: 'no Python with NumPy 2 on this machine' };
    return merge([words, python ? all : { ...all, skipped: [...all.skipped, skip] }]);
  },
  native: () => printing({ 'npm run build:native -- --all': ['build/native.mjs', '--all'] }),
  // As they are shipped, and with the sanitizers, which take fewer numbers.
  kernels: () =>
    printing({
      'test/kernels/run.mjs': ['test/kernels/run.mjs'],
      'test/kernels/run.mjs --sanitize': ['test/kernels/run.mjs', '--sanitize'],
    }),
  engines: () => vitest('engines', ['--config', 'test/engines/vitest.config.ts']),
  np: () => vitest('np', ['--config', 'test/oracle/vitest.config.ts']),
};
const suites = { ...everyday, ...long };

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      long: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: false },
    },
  });
  const chosen = values.only?.split(',') ?? Object.keys(values.long ? suites : everyday);
  const unknown = chosen.find((name) => !suites[name]);
  if (unknown) throw new Error(`No suite is called ${unknown}; there are ${Object.keys(suites).join(', ')}.`);

  try {
    await installPackages();
    // Where there is a compiler; the tests of the native engine say so where there is none.
    const native = runCommand(process.execPath, ['build/native.mjs'], { cwd: root, quiet: true });
    await quietly('Building', () => runCommand(process.execPath, ['build/build.mjs'], { cwd: root, quiet: true }));
    await native;
  } catch (error) {
    console.error(error.message);
    report({ build: { ...empty(), failed: ['nothing to test'] } });
    return;
  }
  const machine = { desktop: values.desktop, chromium: findChromium(), python: await findPython() };
  if (machine.python) process.env.DOJO_PYTHON = machine.python;
  if (values.long) process.env.DOJO_LONG = '1';

  const tallies = {};
  for (const name of chosen) {
    console.log(`\n== ${name}`);
    tallies[name] = await step(name, () => suites[name](machine));
  }
  report(tallies);
}

/** Plain commands, each counted as one test. */
async function commands(list) {
  const tallies = Object.entries(list).map(async ([name, args]) => {
    const limits = { cwd: root, quiet: true, limitMs: longest };
    const { code, output, timedOut } = await runCommand(process.execPath, args, limits);
    if (code === 0) return { ...empty(), passed: 1 };
    console.log(`-- ${name}\n${output}`);
    return { ...empty(), failed: [timedOut ? `${name} (out of time)` : name] };
  });
  return merge(await Promise.all(tallies));
}

/** Commands that say a good deal, and `skipped: <reason>` where the machine lacks what they need. */
async function printing(list) {
  const tallies = [];
  for (const [name, args] of Object.entries(list)) {
    const { code, output, timedOut } = await runCommand(process.execPath, args, { cwd: root, limitMs: longest });
    const reason = /^skipped: (.*)$/m.exec(output)?.[1];
    if (code !== 0) tallies.push({ ...empty(), failed: [timedOut ? `${name} (out of time)` : name] });
    else if (reason) tallies.push({ ...empty(), skipped: [{ name, reason }] });
    else tallies.push({ ...empty(), passed: 1 });
  }
  return merge(tallies);
}

function project(name, ...more) {
  return vitest(name, ['--project', name, ...more]);
}

function vitest(name, args) {
  const reporters = ['--reporter=default', '--reporter=./build/vitestTally.mjs'];
  return reporting(name, [bin('vitest/vitest.mjs'), 'run', ...args, ...reporters]);
}

/** A suite that writes its tally to the file that DOJO_TALLY names. */
async function reporting(name, args) {
  const tallyFile = join(root, '.test', `tally-${name}.json`);
  mkdirSync(join(root, '.test'), { recursive: true });
  rmSync(tallyFile, { force: true });
  const env = { DOJO_TALLY: tallyFile };
  return readTally(tallyFile, name, await runCommand(process.execPath, args, { cwd: root, env, limitMs: longest }));
}

function withoutBrowser(name) {
  console.log(`No Chrome, Edge or Chromium here. Install one with:  ${installChromium}`);
  return {
    ...empty(),
    skipped: [{ name: `the ${name} suite`, reason: 'no Chrome, Edge or Chromium on this machine' }],
  };
}

function report(tallies) {
  const all = merge(Object.values(tallies));
  console.log('');
  for (const [name, tally] of Object.entries(tallies)) {
    console.log(`${name.padEnd(10)} ${summary(tally)}`);
    for (const failure of tally.failed) console.log(`  failed   ${failure}`);
    for (const skip of tally.skipped) console.log(`  skipped  ${skip.name}: ${skip.reason}`);
  }
  console.log(`\n${summary(all)}`);
  process.exitCode = all.failed.length > 0 ? 1 : 0;
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
