// Puts what training on a GPU takes into dist/webgpu/: Dawn for this machine, and the thread that computes with it.
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';

const require = createRequire(import.meta.url);

/** The folder of npm's `webgpu` for this machine. */
const dawnFolder = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;

/** Answers with the bytes of each file; nothing where Dawn is not made for this machine. */
export async function buildWebgpu(root, outDir, options) {
  await rm(outDir, { recursive: true, force: true });
  const from = path.join(path.dirname(require.resolve('webgpu')), 'dist', dawnFolder);
  const files = await readdir(from).catch(() => []);
  if (files.length === 0) return {};
  await mkdir(outDir, { recursive: true });
  await esbuild.build({
    ...options,
    minify: true,
    sourcemap: false,
    entryPoints: [path.join(root, 'runtime/node/webgpuWorker.ts')],
    outfile: path.join(outDir, 'webgpuWorker.mjs'),
  });
  // On Windows its libraries lie beside it.
  await Promise.all(files.map((file) => cp(path.join(from, file), path.join(outDir, file))));
  const sizes = (await readdir(outDir)).map(async (file) => [file, (await stat(path.join(outDir, file))).size]);
  return Object.fromEntries(await Promise.all(sizes));
}
