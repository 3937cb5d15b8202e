import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './install.mjs';

/** Packages that the contract, the memory tests and the benchmark are built from and run by. */
const needed = ['vitest', 'esbuild', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgpu'];

/** Those that are not needed themselves are named by `tsconfig.json`. */
const folders = ['build', 'docs', 'extension', 'lessons', 'runtime', 'test', 'webviews'];
const files = ['package.json', 'tsconfig.json', 'tsconfig.base.json'];

/**
 * All that `npm run gpu` needs in one archive, for a machine of this kind that has a graphics card, and reaches no network: this Node, the
 * checkout, what was built of it, and the few packages that it takes. Unpacked, its `run` takes the options of `npm run gpu`.
 */
export function pack(archive) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tensor-dojo-gpu-'));
  try {
    stage(folder);
    execFileSync('tar', ['-C', folder, '-cJf', path.resolve(archive), '.'], {
      stdio: 'inherit',
      env: { ...process.env, XZ_OPT: '-6 -T0' },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${archive}: ${(statSync(archive).size / 2 ** 20).toFixed(1)} MiB`);
}

/** As the archive holds it. */
export function stage(folder) {
  const bring = (file, filter = () => true) =>
    cpSync(path.join(root, file), path.join(folder, file), { recursive: true, filter });
  for (const file of [...folders, ...files]) bring(file);
  bring('dist', (file) => !file.endsWith('.map'));
  const packages = closure();
  for (const each of packages) bring(each);
  // So that these few are taken for all that there are.
  const { packages: all, ...lock } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const few = { ...lock, packages: Object.fromEntries(['', ...packages].map((name) => [name, all[name]])) };
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json'])
    writeFileSync(path.join(folder, file), JSON.stringify(few));
  mkdirSync(path.join(folder, 'bin'));
  cpSync(process.execPath, path.join(folder, 'bin/node'));
  writeFileSync(path.join(folder, 'run'), script);
  chmodSync(path.join(folder, 'run'), 0o755);
}

const script = `#!/bin/sh
cd "$(dirname "$0")" && PATH="$PWD/bin:$PATH" exec bin/node build/gpu.mjs --built "$@"
`;

/** Folders of the needed packages and of all that those need, where this platform has it. */
function closure() {
  const found = new Set();
  const visit = (from, name) => {
    const folder = nearest(from, name);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
    );
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(folder, each);
  };
  for (const name of needed) visit('', name);
  // What lies within another package comes along with it.
  return [...found].filter((folder) => ![...found].some((other) => folder.startsWith(`${other}/`)));
}

/** As Node looks for it. */
function nearest(from, name) {
  for (let at = from; ; at = path.posix.dirname(at)) {
    const folder = path.posix.join(at === '.' ? '' : at, 'node_modules', name);
    if (existsSync(path.join(root, folder))) return folder;
    if (at === '' || at === '.') return undefined;
  }
}
