import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const root = path.join(here, '../..');

/** A folder that stands for `dist`, with one bundle in it; `remove` takes it away again. */
export interface TestDist {
  distDir: string;
  remove(): Promise<void>;
}

/** Bundles of our own entries, by the name that they have in `dist`. */
export async function bundleDist(entries: Record<string, string>): Promise<TestDist> {
  const dist = await emptyDist();
  await build({
    ...options,
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: path.join(root, file), out })),
    outdir: dist.distDir,
    outExtension: { '.js': '.mjs' },
  });
  return dist;
}

/**
 * A process that stands where the learner's (or the judge's) would, written to misbehave: code over `post(message)`,
 * `send(bytes)` and `node:*`. It plays a learner that has broken out of everything and holds the channel itself.
 */
export async function bundleImpostor(code: string, name = 'learner'): Promise<TestDist> {
  const dist = await emptyDist();
  await build({
    ...options,
    stdin: { contents: `${speaking}\n${code}`, resolveDir: here, loader: 'ts', sourcefile: 'impostor.ts' },
    outfile: path.join(dist.distDir, `${name}.mjs`),
  });
  return dist;
}

const speaking = `
import fs from 'node:fs';
import { encodeFrame } from '../../runtime/script/frame';
import { endWithParent } from '../../runtime/node/parentWatch';
const send = (bytes) => { for (let at = 0; at < bytes.length; ) at += fs.writeSync(3, bytes, at); };
const post = (message) => send(encodeFrame(message));
const awaitMessage = () => fs.readSync(3, Buffer.alloc(1 << 20), 0, 1 << 20, null);
`;

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
} as const;

async function emptyDist(): Promise<TestDist> {
  const distDir = await realpath(await mkdtemp(path.join(tmpdir(), 'dojo-test-dist-')));
  return { distDir, remove: () => rm(distDir, { recursive: true, force: true }) };
}
