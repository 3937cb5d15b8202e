#!/usr/bin/env node
// Plants known bugs into the kernels and np, one at a time in a copy of the sources, and sees whether the tests notice.
// usage: node test/mutants/run.mjs [name…]
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../../build/command.mjs';
import { root } from '../../build/install.mjs';
import { findPython } from '../../build/python.mjs';
import { mutants } from './mutants.mjs';

const vitest = (...args) => [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args];

/** Who is to notice: a command that passes on the sources as they are. */
const guards = {
  kernels: ['test/kernels/run.mjs', '--level', 'best', '--quick'],
  engines: vitest('--project', 'unit', 'test/unit/cpuEngine.test.ts', 'test/unit/nativeEngine.test.ts'),
  np: vitest(
    '--project',
    'unit',
    'test/unit/npOracle.test.ts',
    'test/unit/npArrays.test.ts',
    'test/unit/npWindows.test.ts',
  ),
};

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = positionals.length === 0 ? mutants : mutants.filter(({ name }) => positionals.includes(name));
const python = await findPython();
if (!python) {
  console.log('skipped: no Python with NumPy 2 on this machine');
  process.exit(0);
}
const survivors = [];
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
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} planted bugs were noticed`);
for (const name of survivors) console.log(`survived: ${name}`);
process.exitCode = survivors.length > 0 ? 1 : 0;

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
    const { code, output } = await run(name, copy);
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
    const { code } = await run(guard, copy);
    await writeFile(path, text);
    if (code === 0) survivors.push(name);
    console.log(
      `${code === 0 ? 'SURVIVED' : 'noticed '}  ${name} (${file}, ${guard}, ${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
  }
}

function run(guard, cwd) {
  const env = { DOJO_PYTHON: python };
  return runCommand(process.execPath, guards[guard], { cwd, env, quiet: true, limitMs: 180_000 });
}
