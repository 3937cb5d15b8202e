#!/usr/bin/env node
// Puts the real @tensorflow/tfjs-node-gpu into .test/tfjs-node, with its real binding over TensorFlow for the processor: the package's
// own installer wants a download host that is not reachable everywhere, but its C++ is in the package, and TensorFlow is in a wheel.
// usage: node test/gpu/prepareTfjsNode.mjs
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { quietly, runCommand, runNpm } from '../../build/command.mjs';
import { root } from '../../build/install.mjs';

const packages = { '@tensorflow/tfjs-node-gpu': '4.22.0' };
const tensorflow = '2.15.1';
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

const tests = join(root, '.test');
/** Another version of anything lies somewhere else: what is complete once stays so. */
const recipe = createHash('sha256')
  .update(JSON.stringify([packages, tensorflow]))
  .digest('hex')
  .slice(0, 8);
const folder = join(tests, 'tfjs-node', recipe);

/** The folder whose `node_modules` has the package, or why it cannot be had here. */
export async function prepareTfjsNode() {
  // Only what is installed there counts on a machine with a graphics card.
  if (process.env.DOJO_GPU === 'system') return { why: 'TENSOR_DOJO_TFJS names no folder with the package' };
  if (existsSync(folder)) return { folder };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { why: `TensorFlow's wheel is taken for Linux x64; this is ${process.platform} ${process.arch}` };
  const python = await findPip();
  if (!python) return { why: 'no Python with pip, which downloads TensorFlow' };
  if (!(await succeeds('g++', ['--version']))) return { why: 'no g++, which compiles the binding' };
  await mkdir(join(tests, 'tfjs-node'), { recursive: true });
  return alone(() => make(python));
}

/** Tests of several files come here at once: one makes it, the others wait. What an ended process left behind counts for some minutes. */
async function alone(work) {
  const lock = `${folder}.lock`;
  for (;;) {
    const taken = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (taken) break;
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 600_000) await rm(lock, { recursive: true, force: true });
    else await setTimeout(500);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function make(python) {
  if (existsSync(folder)) return { folder };
  const made = await mkdtemp(join(tests, 'tfjs-node', 'making-'));
  try {
    await installPackage(made);
    await unpackTensorFlow(made, python);
    await compileBinding(made);
    await rename(made, folder);
    return { folder };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    return { why: firstLines(error) };
  }
}

/** `--ignore-scripts`: no install script of a package runs here. */
async function installPackage(made) {
  const manifest = { private: true, dependencies: packages };
  await writeFile(join(made, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await quietly('Installing @tensorflow/tfjs-node-gpu', () =>
    runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: made, quiet: true }),
  );
}

/** A wheel carries the C library and its headers. */
async function unpackTensorFlow(made, python) {
  const wheels = join(made, 'wheels');
  const choice = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--implementation', 'cp'];
  const download = ['-m', 'pip', 'download', '--quiet', ...choice, '--platform', 'manylinux2014_x86_64', '-d', wheels];
  await quietly(`Downloading TensorFlow ${tensorflow}`, () =>
    runCommand(python, [...download, `tensorflow-cpu==${tensorflow}`], { quiet: true }),
  );
  const [wheel] = await readdir(wheels);
  const unpack = [
    'import sys, zipfile',
    'wheel = zipfile.ZipFile(sys.argv[1])',
    "parts = ('libtensorflow', 'include/tensorflow/', 'include/tsl/', 'include/xla/')",
    "kept = tuple('tensorflow/' + part for part in parts)",
    'wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(kept)])',
  ].join('\n');
  await quietly('Unpacking TensorFlow', () =>
    runCommand(python, ['-c', unpack, join(wheels, wheel), made], { quiet: true }),
  );
  await rm(wheels, { recursive: true });
}

/** Links lead by names that stay right when the folder moves. */
async function compileBinding(made) {
  const { include_dir: headers } = createRequire(join(root, 'package.json'))('node-api-headers');
  const home = join(made, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  const [deps, out] = [join(home, 'deps', 'lib'), join(home, 'lib', 'napi-v8')];
  await mkdir(deps, { recursive: true });
  await mkdir(out, { recursive: true });
  for (const library of libraries) {
    await symlink(join('../../../../../tensorflow', library), join(deps, library));
    await symlink(library, join(deps, library.replace('_cc', '').replace(/\.2$/, '')));
  }
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(home, 'binding', name));
  const language = ['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'];
  const includes = [headers, join(made, 'tensorflow', 'include'), join(home, '..')].map((path) => `-I${path}`);
  const libraryWords = [`-L${deps}`, '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const words = [...language, ...includes, '-o', join(out, 'tfjs_binding.node'), ...sources, ...libraryWords];
  await quietly('Compiling the binding', () => runCommand('g++', words, { quiet: true }));
  await rm(join(made, 'tensorflow', 'include'), { recursive: true });
}

async function findPip() {
  const own = join(tests, 'python', 'bin', 'python');
  for (const python of [process.env.DOJO_PYTHON, own, 'python3', 'python']) {
    if (python && (await succeeds(python, ['-m', 'pip', '--version']))) return python;
  }
  return undefined;
}

async function succeeds(command, args) {
  const { code } = await runCommand(command, args, { quiet: true });
  return code === 0;
}

const firstLines = (error) =>
  String(error.message ?? error)
    .split('\n')
    .slice(0, 3)
    .join(' ');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { folder, why } = await prepareTfjsNode();
  console.log(folder ? `@tensorflow/tfjs-node-gpu with its binding: ${folder}` : `not to be had here: ${why}`);
}
