#!/usr/bin/env node
// Compiles the kernels with their tests and runs them, at every level that this machine has.
// usage: node test/kernels/run.mjs [--sanitize] [--compiler <command>] [--dense]
//   --sanitize  with AddressSanitizer and UndefinedBehaviorSanitizer
//   --level     one level alone, or "best": the widest that this machine has
//   --quick     less optimized, and every 20011th float32
//   --dense     the accuracy tests take every 17th float32 instead of every 1009th
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../../build/command.mjs';
import { root } from '../../build/install.mjs';
import { contraction, define, language, levels } from '../../build/kernelFlags.mjs';

const { values: options } = parseArgs({
  options: {
    sanitize: { type: 'boolean' },
    compiler: { type: 'string' },
    level: { type: 'string' },
    quick: { type: 'boolean' },
    dense: { type: 'boolean' },
  },
});

const sanitizers = ['-g', '-fno-omit-frame-pointer', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
const kernels = ['elementwise', 'movement', 'reduce', 'windows', 'pooling', 'lookup', 'table', 'matmul'];
const tests = [
  'main',
  'check',
  'checkElementwise',
  'checkMovement',
  'checkReduce',
  'checkWindows',
  'checkLookup',
  'checkAccuracy',
];

const folder = await mkdtemp(join(tmpdir(), 'kernels-'));
try {
  const compiler = await findCompiler();
  if (compiler) {
    for (const level of await wanted(compiler)) await runLevel(compiler, level);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function wanted(compiler) {
  const known = levels[process.arch] ?? [];
  if (options.level !== 'best') return known.filter(({ name }) => name === (options.level ?? name));
  for (const level of known.toReversed()) if ((await lacking(compiler, level)) === undefined) return [level];
  return [];
}

/** Why this processor has not all that a level takes. */
function lacking(compiler, { needs }) {
  return probe(compiler, needs.map((feature) => `__builtin_cpu_supports("${feature}")`).join(' && ') || '1');
}

/** A compiler counts if what it makes runs here, with the sanitizers where they are wanted. */
async function findCompiler() {
  if (process.platform === 'win32') return skip('the sanitizers and the long double of these tests are not on Windows');
  if (!levels[process.arch]) return skip(`no level for ${process.arch}`);
  const reasons = [];
  for (const command of options.compiler ? [options.compiler] : ['clang', 'gcc', 'cc']) {
    const said = await probe(command, '1');
    if (said === undefined) return command;
    reasons.push(`${command}: ${said}`);
  }
  return skip(`no compiler${options.sanitize ? ' with sanitizers' : ''} (${reasons.join('; ')})`);
}

function skip(reason) {
  console.log(`skipped: ${reason}`);
}

/** Why a program that ends well where `condition` holds cannot be had; undefined where it can. */
async function probe(command, condition) {
  const source = join(folder, 'probe.c');
  const program = join(folder, 'probe');
  await writeFile(source, `int main(void) { return !(${condition}); }\n`);
  const flags = options.sanitize ? sanitizers : [];
  const compiled = await runCommand(command, [...flags, source, '-o', program], { quiet: true });
  if (compiled.code !== 0) return compiled.output.trim().split('\n')[0];
  const ran = await runCommand(program, [], { quiet: true });
  return ran.code === 0 ? undefined : ran.output.trim().split('\n')[0] || 'not here';
}

async function runLevel(compiler, level) {
  if ((await lacking(compiler, level)) !== undefined) {
    console.log(`${level.name}: skipped, this processor has not all of ${level.needs.join(', ')}`);
    return;
  }
  console.log(`${level.name}, ${compiler}${options.sanitize ? ', sanitized' : ''}`);
  const out = join(folder, level.name);
  await mkdir(out, { recursive: true });
  const objects = await Promise.all(kernels.map((name) => compile(join('runtime', 'kernels', `${name}.c`))));
  const programs = { harness: tests, matmulHarness: ['matmulHarness'] };
  for (const [program, files] of Object.entries(programs)) {
    const own = await Promise.all(files.map((name) => compile(join('test', 'kernels', `${name}.c`))));
    const linked = program === 'harness' ? objects : objects.filter((file) => basename(file) === 'matmul.o');
    await command([...(options.sanitize ? sanitizers : []), ...own, ...linked, '-lm', '-o', join(out, program)]);
  }
  const stride = options.sanitize || options.quick ? '20011' : options.dense ? '17' : '1009';
  await run(join(out, 'harness'), [stride]);
  await run(join(out, 'matmulHarness'), []);

  /** The tile of the matrix product is written out so often that sanitizers and an optimizer together take minutes to compile it. */
  async function compile(file) {
    const product = basename(file) === 'matmul.c';
    const object = join(out, basename(file).replace(/c$/, 'o'));
    const optimized = options.sanitize || options.quick ? (product ? '-O0' : '-O1') : '-O3';
    const how = [optimized, ...(options.sanitize ? sanitizers : [])];
    const machine = level.march ? [`-march=${level.march}`] : [];
    const of = [...language, '-Wno-psabi', ...machine, ...level.flags, ...define(level), contraction(file)];
    await command([...of, ...how, '-Werror', '-c', file, '-o', object]);
    return object;
  }

  async function command(args) {
    const { code, output } = await runCommand(compiler, args, { cwd: root, quiet: true });
    if (code !== 0) throw new Error(`${compiler} ${args.join(' ')}\n${output}`);
  }
}

async function run(program, args) {
  const { code } = await runCommand(program, args);
  if (code !== 0) {
    console.log(`failed: ${basename(program)} (exit code ${code})`);
    process.exitCode = 1;
  }
}
