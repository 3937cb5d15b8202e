import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contraction, define, language, levels } from './kernelFlags.mjs';

/** Large enough for the panels of any product; what is never touched takes no memory. */
const memoryBytes = 32 << 20;

const [level] = levels.wasm;
const compile = ['--target=wasm32', '-O3', ...language, ...level.flags, ...define(level)];
const link = [
  '--target=wasm32',
  '-nostdlib',
  '-Wl,--no-entry,--strip-all,--stack-first',
  '-Wl,-z,stack-size=65536',
  `-Wl,--initial-memory=${memoryBytes},--max-memory=${memoryBytes}`,
];

/**
 * Compiles the kernels to WebAssembly with a clang that is WebAssembly itself, so that npm alone is enough. The result is
 * kept under the hash of all that goes into it.
 */
export async function buildKernels(root, outFile) {
  const sources = await readSources(path.join(root, 'runtime', 'kernels'));
  const cached = path.join(
    root,
    'node_modules',
    '.cache',
    'tensor-dojo',
    `kernels-${await hashOf(root, sources)}.wasm`,
  );
  const wasm = (await readFile(cached).catch(() => undefined)) ?? (await keep(cached, await compileAll(sources)));
  const built = await readFile(outFile).catch(() => undefined);
  if (!built?.equals(wasm)) await keep(outFile, wasm);
}

async function readSources(folder) {
  const names = (await readdir(folder)).filter((name) => /\.[ch]$/.test(name)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])),
  );
}

async function hashOf(root, sources) {
  const clang = JSON.parse(await readFile(path.join(root, 'node_modules/@yowasp/clang/package.json'), 'utf8')).version;
  const flags = { compile, link, contraction: contraction.toString() };
  return createHash('sha256').update(JSON.stringify({ clang, flags, sources })).digest('hex').slice(0, 16);
}

async function compileAll(sources) {
  const { runClang } = await import('@yowasp/clang');
  await runClang(['clang', '--version'], {}, { stdout: null, stderr: null, fetchProgress: () => {} }); // loads it, without a word
  const objects = {};
  for (const file of Object.keys(sources).filter((name) => name.endsWith('.c'))) {
    const object = file.replace(/\.c$/, '.o');
    const files = await run(runClang, [...compile, contraction(file), '-c', file, '-o', object], sources);
    objects[object] = files[object];
  }
  const files = await run(runClang, [...link, ...Object.keys(objects), '-o', 'kernels.wasm'], objects);
  return Buffer.from(files['kernels.wasm']);
}

/** The compiler's own words, where it refuses. */
async function run(runClang, args, files) {
  let said = '';
  const decoder = new TextDecoder();
  const listen = (bytes) => void (said += bytes ? decoder.decode(bytes, { stream: true }) : '');
  try {
    return await runClang(['clang', ...args], files, { stdout: listen, stderr: listen });
  } catch (error) {
    throw new Error(`the kernels do not compile: clang ${args.join(' ')}\n${said.trim() || error}`, { cause: error });
  }
}

/** Written beside and moved into place: two builds at once do not meet in a half-written file. */
async function keep(file, wasm) {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, wasm);
  await rename(temporary, file);
  return wasm;
}
