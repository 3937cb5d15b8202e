// Puts what the engine on a GPU takes into dist/webgpu/: Dawn for this machine alone, and the thread that computes with it.
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';

const require = createRequire(import.meta.url);

/** The folder of npm's `webgpu` for this machine: beside Dawn, on Windows, the libraries that it loads. */
const dawnFolder = path.join(
  path.dirname(require.resolve('webgpu')),
  'dist',
  `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`,
);

/** Answers with the bytes of each file: none where Dawn is not made for this machine, and the engine says that it is not built. */
export async function buildWebgpu(root, outDir, options) {
  const files = await readdir(dawnFolder).catch(() => []);
  if (files.length === 0) return {};
  await mkdir(outDir, { recursive: true });
  await esbuild.build({
    ...options,
    minify: true,
    sourcemap: false,
    entryPoints: [path.join(root, 'runtime/node/webgpuWorker.ts')],
    outfile: path.join(outDir, 'webgpuWorker.mjs'),
  });
  for (const file of files) await bring(path.join(dawnFolder, file), path.join(outDir, file));
  const sizes = ['webgpuWorker.mjs', ...files].map(async (file) => [file, (await stat(path.join(outDir, file))).size]);
  return Object.fromEntries(await Promise.all(sizes));
}

/** What is there already stays: Windows does not let go of a library that a process has loaded. */
async function bring(from, to) {
  const [given, there] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  const same = there && there.size === given.size && there.mtimeMs === given.mtimeMs;
  if (!same) await cp(from, to, { preserveTimestamps: true });
}
