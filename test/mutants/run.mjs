#!/usr/bin/env node
// Plants known bugs into the kernels and np, one at a time in a copy of the sources, and sees whether the tests notice.
// usage: node test/mutants/run.mjs [name…]
// A bug that makes the tests hang says `hangs: true` in its entry: of any other, a run out of time proves nothing.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../../build/command.mjs';
import { root } from '../../build/install.mjs';
import { findPython } from '../../build/python.mjs';
import { mutants } from './mutants.mjs';

/** Who is to notice: a command that passes on the sources as they are, and what it says when a test has failed. */
const kernels = { says: /^failed: /m, args: ['test/kernels/run.mjs', '--level', 'best', '--quick'] };
const unit = (...files) => ({
  says: /Failed Tests \d|Unhandled Error/,
  args: [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'unit',
    ...files.map((name) => `test/unit/${name}.test.ts`),
  ],
});
const guards = {
  kernels,
  engines: unit('cpuEngine', 'nativeEngine'),
  np: unit('npOracle', 'npArrays', 'npWindows'),
};
const limitMs = 180_000;

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = positionals.length === 0 ? mutants : mutants.filter(({ name }) => positionals.includes(name));
const python = await findPython();
if (!python) {
  console.log('skipped: no Python with NumPy 2 on this machine');
  process.exit(0);
}
const unnoticed = [];
const workers = Math.min(2, availableParallelism());
const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
try {
  const copies = await Promise.all(Array.from({ length: workers }, (_, i) => copySources(join(folder, `${i}`))));
  await checkGuards(copies[0]);
  const left = chosen.entries();
  await Promise.all(copies.map((copy) => work(copy, left)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${chosen.length - unnoticed.length} of ${chosen.length} planted bugs were noticed`);
for (const { name, verdict } of unnoticed) console.log(`${verdict}: ${name}`);
process.exitCode = unnoticed.length > 0 ? 1 : 0;

/** All that git knows of, and what has been built from it. */
async function copySources(to) {
  await mkdir(to, { recursive: true });
  const { output } = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    quiet: true,
  });
  const names = new Set(
    output
      .split('\0')
      .filter(Boolean)
      .map((file) => file.split('/')[0]),
  );
  for (const name of [...names, 'dist']) await cp(join(root, name), join(to, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(to, 'node_modules'));
  return to;
}

/** A guard that fails anyway would prove nothing. */
async function checkGuards(copy) {
  for (const name of new Set(chosen.map(({ guard }) => guard))) {
    const { code, output, timedOut } = await run(name, copy);
    if (timedOut) throw new Error(`"${name}" is out of time on the sources as they are`);
    if (code !== 0) throw new Error(`the sources as they are fail "${name}":\n${output.slice(-2000)}`);
  }
}

async function work(copy, left) {
  for (const [, mutant] of left) {
    const { name, file, from, to, guard } = mutant;
    const path = join(copy, file);
    const text = await readFile(path, 'utf8');
    const places = text.split(from).length - 1;
    if (places !== 1) throw new Error(`${name}: ${file} holds the text to be changed ${places} times`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
    const started = Date.now();
    const verdict = verdictOn(mutant, await run(guard, copy));
    await writeFile(path, text);
    if (verdict !== 'noticed') unnoticed.push({ name, verdict });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${verdict.padEnd(11)}  ${name} (${file}, ${guard}, ${seconds} s)`);
  }
}

/** Only a test that fails has noticed: a slow machine runs out of time, and sources that do not compile fail everything. */
function verdictOn({ guard, hangs = false }, { code, output, timedOut }) {
  if (timedOut) return hangs ? 'noticed' : 'OUT OF TIME';
  if (code === 0) return 'SURVIVED';
  return guards[guard].says.test(output) ? 'noticed' : 'DID NOT RUN';
}

function run(guard, cwd) {
  const env = { DOJO_PYTHON: python };
  return runCommand(process.execPath, guards[guard].args, { cwd, env, quiet: true, limitMs });
}
