import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;

/** A folder that stands for `dist`; `remove` takes it away again. */
export interface TestDist {
  distDir: string;
  remove(): Promise<void>;
}

/** The bundles of our own processes. */
export async function bundleDist(...names: ('judge' | 'learner')[]): Promise<TestDist> {
  const dist = await emptyDist();
  const entryPoints = names.map((name) => ({ in: path.join(here, `../../runtime/node/${name}Process.ts`), out: name }));
  await build({ ...options, entryPoints, outdir: dist.distDir, outExtension: { '.js': '.mjs' } });
  return dist;
}

/**
 * A process that stands where the learner's (or the judge's) would, written to misbehave: code over `post(message)`,
 * `send(bytes)`, `messages()` and `node:*`. It plays a learner that has broken out of everything and holds the
 * channel itself.
 */
export async function bundleImpostor(code: string, name = 'learner'): Promise<TestDist> {
  const dist = await emptyDist();
  await bundleCode(`${speaking}\n${code}`, path.join(dist.distDir, `${name}.mjs`));
  return dist;
}

/** Imports in it are relative to this folder. */
export async function bundleCode(code: string, outfile: string): Promise<void> {
  await build({ ...options, stdin: { contents: code, resolveDir: here, loader: 'ts' }, outfile });
}

const speaking = `
import fs from 'node:fs';
import { encodeFrame, FrameDecoder } from '../../runtime/script/frame';
import { endWithParent } from '../../runtime/node/parentWatch';
const send = (bytes) => { for (let at = 0; at < bytes.length; ) at += fs.writeSync(3, bytes, at); };
const post = (message) => send(encodeFrame(message));
const awaitMessage = () => fs.readSync(3, Buffer.alloc(1 << 20), 0, 1 << 20, null);
function* messages() {
  const decoder = new FrameDecoder();
  const buffer = Buffer.alloc(1 << 20);
  for (let n; (n = fs.readSync(3, buffer, 0, buffer.length, null)) > 0; ) yield* decoder.push(Uint8Array.from(buffer.subarray(0, n)));
}
`;

const runtime = (file: string): string => path.join(here, '../../runtime', file);

const options = {
  bundle: true,
  alias: { np: runtime('np/np.ts'), kit: runtime('kit/kit.ts') },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
} as const;

export async function emptyDist(): Promise<TestDist> {
  const distDir = await realpath(await mkdtemp(path.join(tmpdir(), 'dojo-test-dist-')));
  return { distDir, remove: () => rm(distDir, { recursive: true, force: true }) };
}
