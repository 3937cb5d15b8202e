#!/usr/bin/env node
// Builds the kernels as Node-API addons into dist/native: for this platform, or for all that Zig compiles for.
// usage: node build/native.mjs [--all]
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './command.mjs';
import { installPackages, root } from './install.mjs';
import { contraction, define, language, levels } from './kernelFlags.mjs';
import { readLibrary } from './nativeFile.mjs';
import { findCompiler } from './nativeTools.mjs';

/** The oldest systems that Node 20 runs on. */
const targets = {
  'linux-x64': { zig: 'x86_64-linux-gnu.2.28', levels: levels.x64, format: 'ELF', machine: 0x3e },
  'linux-arm64': { zig: 'aarch64-linux-gnu.2.28', levels: levels.arm64, format: 'ELF', machine: 0xb7 },
  'darwin-x64': { zig: 'x86_64-macos.11.0', levels: levels.x64, format: 'Mach-O', machine: 0x01000007 },
  'darwin-arm64': { zig: 'aarch64-macos.11.0', levels: levels.arm64, format: 'Mach-O', machine: 0x0100000c },
  'win32-x64': { zig: 'x86_64-windows-gnu', levels: levels.x64, format: 'PE', machine: 0x8664 },
  'win32-arm64': { zig: 'aarch64-windows-gnu', levels: levels.arm64, format: 'PE', machine: 0xaa64 },
};

const compile = [...language, '-O3', '-fvisibility=hidden'];
// One function passes vectors to another of the same level only.
const quiet = ['-Wno-psabi', '-Wno-unknown-warning-option', '-Wno-pass-failed'];
const entry = 'napi_register_module_v1';

const kernels = join(root, 'runtime', 'kernels');

async function main() {
  const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
  await installPackages();
  const here = `${process.platform}-${process.arch}`;
  const compiler = await findCompiler();
  if (!compiler || (!values.all && !targets[here])) {
    const why = compiler ? `No kernels are built for ${here}` : 'No C compiler here (PyPI ziglang, clang or gcc)';
    console.log(`${why}: the native engine stays out, everything runs on cpu.`);
    if (values.all) process.exitCode = 1;
    return;
  }
  if (values.all && !compiler.zig) throw new Error('Building for all platforms takes Zig: pip install ziglang');
  for (const name of values.all ? Object.keys(targets) : [here]) await build(name, compiler);
}

async function build(name, compiler) {
  const started = Date.now();
  const sources = await readSources();
  const recipe = await Promise.all(
    [import.meta.filename, join(root, 'build/kernelFlags.mjs')].map((file) => readFile(file, 'utf8')),
  );
  const plan = { compiler: compiler.version, name, recipe, sources };
  const hash = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
  const cached = join(root, 'node_modules', '.cache', 'tensor-dojo', `native-${name}-${hash}.node`);
  const kept = await readFile(cached).catch(() => undefined);
  if (!kept) await compileAll(name, compiler, Object.keys(sources), cached);
  const library = kept ?? (await readFile(cached));
  const said = checked(name, library, compiler);
  const out = join(root, 'dist', 'native', `tensor-dojo-${name}.node`);
  await mkdir(join(root, 'dist', 'native'), { recursive: true });
  // Moved into place: a process that has the old file open keeps it.
  const temporary = `${out}.${process.pid}`;
  await copyFile(cached, temporary);
  await rename(temporary, out);
  const seconds = kept ? 'unchanged' : `${((Date.now() - started) / 1000).toFixed(1)} s, ${compiler.version}`;
  console.log(`${name.padEnd(12)} ${said}, ${Math.ceil(library.length / 1024)} kB (${seconds})`);
}

/** Path below the kernels' folder to text, of all that goes into an addon. */
async function readSources() {
  const names = await readdir(kernels);
  const addon = (await readdir(join(kernels, 'addon'))).map((name) => join('addon', name));
  const wanted = [...names, ...addon].filter((name) => /\.[ch]$/.test(name) && name !== 'wasm.c').sort();
  return Object.fromEntries(
    await Promise.all(wanted.map(async (name) => [name, await readFile(join(kernels, name), 'utf8')])),
  );
}

async function compileAll(name, compiler, files, out) {
  const { zig, levels } = targets[name];
  const { default: nodeApi } = await import('node-api-headers');
  const scratch = await mkdtemp(join(tmpdir(), 'tensor-dojo-native-'));
  try {
    const cc = (args) => run(compiler, compiler.zig ? ['cc', '-target', zig, ...args] : args);
    const shared = [...compile, ...quiet, '-c', ...(name.startsWith('win32') ? [] : ['-fPIC'])];
    const jobs = files
      .filter((file) => file.endsWith('.c'))
      .flatMap((file) => {
        const object = (level) => join(scratch, `${file.replace(/\W/g, '-')}-${level}.o`);
        const source = join(kernels, file);
        if (file.startsWith('addon')) {
          return [{ object: object('addon'), args: ['-isystem', nodeApi.include_dir, source] }];
        }
        return levels.map((level) => {
          const { cpu, march, flags } = level;
          const machine = compiler.zig ? cpu && [`-mcpu=${cpu}`] : march && [`-march=${march}`];
          const args = [...(machine ?? []), ...flags, ...define(level), contraction(file), source];
          return { object: object(level.name), args };
        });
      });
    const waiting = [...jobs];
    const worker = async () => {
      for (let job = waiting.pop(); job; job = waiting.pop()) await cc([...shared, ...job.args, '-o', job.object]);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    const library = join(scratch, 'library.node');
    const objects = jobs.map(({ object }) => object);
    if (compiler.zig && name.startsWith('darwin')) await linkSigned(compiler, zig, objects, library);
    else await cc([...linkFlags(name), '-o', library, ...objects]);
    await mkdir(join(out, '..'), { recursive: true });
    await copyFile(library, `${out}.${process.pid}`);
    await rename(`${out}.${process.pid}`, out);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The functions of Node are found in whatever program loads the addon. */
function linkFlags(name) {
  if (name.startsWith('darwin')) return ['-shared', '-Wl,-undefined,dynamic_lookup'];
  if (name.startsWith('win32')) return ['-shared', '-s'];
  return ['-shared', '-s', '-pthread'];
}

/** Zig signs what has entitlements, and a list of none is enough: without it, it leaves Intel's libraries unsigned. */
async function linkSigned(compiler, target, objects, library) {
  const entitlements = `${library}.plist`;
  await writeFile(entitlements, '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict/></plist>\n');
  const flags = ['-dynamic', '-target', target, '-lc', '-O', 'ReleaseFast', '-fstrip', '-fallow-shlib-undefined'];
  await run(compiler, ['build-lib', ...flags, '--entitlements', entitlements, `-femit-bin=${library}`, ...objects]);
}

async function run(compiler, args) {
  const words = [...(compiler.zig ?? []), ...args];
  const { code, output } = await runCommand(compiler.command, words, { quiet: true });
  if (code !== 0) throw new Error(`the addon does not compile: ${args.join(' ')}\n${output}`);
  if (/warning:/.test(output)) console.log(output);
}

/** What can be seen of an addon without its machine, in one line. */
function checked(name, bytes, compiler) {
  const { format, machine } = targets[name];
  const library = readLibrary(bytes);
  const wrong = (what) => new Error(`tensor-dojo-${name}.node: ${what}`);
  if (library.format !== format || library.machine !== machine) throw wrong(`is ${library.format}, ${library.machine}`);
  if (!library.exports.includes(entry)) throw wrong(`does not export ${entry}`);
  if (library.needs.some((needed) => needed.toLowerCase() === 'node.exe')) throw wrong('imports node.exe by its name');
  if (compiler.zig && name.startsWith('darwin') && !library.signed) throw wrong('has no code signature');
  return `${format} 0x${machine.toString(16)}, exports ${entry}${library.signed ? ', signed' : ''}`;
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
