#!/usr/bin/env node
// Builds everything into dist/: the extension, the webviews, the runtime's processes, the course, the data and the learner's types.
// usage: node build/build.mjs [--watch]
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { buildCourse, showProblem } from './course.mjs';
import { buildDatasets } from './datasets.mjs';
import { buildKernels } from './kernels.mjs';
import { buildWebgpu } from './webgpu.mjs';
import { buildWorkspaceFiles } from './workspaceFiles.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');

const common = {
  bundle: true,
  sourcemap: true,
  target: 'node20',
  logLevel: 'warning',
  absWorkingDir: root,
  legalComments: 'none',
};
const node = {
  ...common,
  platform: 'node',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
};
const browser = {
  ...common,
  target: 'es2022',
  platform: 'browser',
  format: 'iife',
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
};

const bundles = [
  {
    ...common,
    platform: 'node',
    format: 'cjs',
    entryPoints: ['extension/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  },
  {
    ...node,
    outdir: 'dist',
    entryPoints: [
      { in: 'runtime/node/judgeProcess.ts', out: 'judge' },
      { in: 'runtime/node/learnerProcess.ts', out: 'learner' },
      { in: 'runtime/node/deviceLearnerProcess.ts', out: 'deviceLearner' },
      { in: 'runtime/node/calibrationProcess.ts', out: 'calibration' },
    ],
  },
  {
    ...node,
    outdir: 'dist',
    entryPoints: [{ in: 'runtime/cli/main.ts', out: 'tensor-dojo' }],
    loader: { '.py': 'text' },
  },
  {
    ...browser,
    outdir: 'dist/webviews',
    minify: true,
    assetNames: 'fonts/[name]',
    entryPoints: (await readdir(path.join(root, 'webviews'), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ in: `webviews/${name}/main.ts`, out: name })),
  },
];

async function main() {
  const started = Date.now();
  await mkdir(dist, { recursive: true });
  if (watch) {
    for (const options of bundles) await (await esbuild.context(options)).watch();
    return;
  }
  // First what may fail: a type error leaves what was built before.
  declareTypes();
  await rm(path.join(dist, 'webviews'), { recursive: true, force: true });
  const [{ chapters, problems }, webgpu] = await Promise.all([
    buildCourse(path.join(root, 'lessons'), path.join(dist, 'course')),
    buildWebgpu(root, path.join(dist, 'webgpu'), node),
    ...bundles.map((options) => esbuild.build(options)),
    buildDatasets(root, path.join(dist, 'datasets')),
    buildKernels(root, path.join(dist, 'kernels.wasm')),
    buildWorkspaceFiles(root, path.join(dist, 'workspace')),
    copyKatex(),
  ]);
  if (problems.length > 0) throw new Error(`the course has problems\n${problems.map(showProblem).join('\n')}`);
  const exercises = chapters.flatMap((chapter) => chapter.exercises).length;
  for (const [file, bytes] of Object.entries(webgpu))
    console.log(`dist/webgpu/${file}: ${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`built ${exercises} exercises in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** The declarations that the learner's editor reads are those of np's and kit's own source. */
function declareTypes() {
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', 'runtime'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the runtime does not type-check\n${stdout}`);
}

async function copyKatex() {
  const from = path.join(path.dirname(require.resolve('katex/package.json')), 'dist');
  const to = path.join(dist, 'webviews', 'katex');
  await mkdir(path.join(to, 'fonts'), { recursive: true });
  await cp(path.join(from, 'katex.min.css'), path.join(to, 'katex.min.css'));
  for (const font of await readdir(path.join(from, 'fonts'))) {
    if (font.endsWith('.woff2')) await cp(path.join(from, 'fonts', font), path.join(to, 'fonts', font));
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
