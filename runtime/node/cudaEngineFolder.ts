import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CudaEngineFound, CudaEngineState } from '../protocol/cudaEngine';
import { exists } from './exists';
import { codeOf } from './systemError';

export const enginePackage = { name: '@tensorflow/tfjs-node-gpu', version: '4.22.0' };

/** Where the CUDA engine is installed, under the extension's own storage. */
export const cudaEngineFolder = (storage: string): string => path.join(storage, 'engines', 'tfjs-node-gpu');

/** Beside the engine, so that renames bring it into place and out of it. */
export const besides = (folder: string) => ({ previous: `${folder}.old`, lock: `${folder}.lock` });

/**
 * Where an attempt makes the engine: a place of its own, for npm may outlive an editor that was killed, and go on writing into
 * the place that it was given.
 */
export const placeOfAttempt = (folder: string): string => `${folder}.new-${randomUUID().slice(0, 8)}`;

/** What attempts have left that came to no end. */
export async function leftovers(folder: string): Promise<string[]> {
  const names = await namesIn(path.dirname(folder));
  const left = names.filter((name) => name.startsWith(`${path.basename(folder)}.new-`));
  return left.map((name) => path.join(path.dirname(folder), name));
}

export const packageFolder = (folder: string): string =>
  path.join(folder, 'node_modules', ...enginePackage.name.split('/'));

/** Written when the engine has been tried: what it said of itself. */
export const recordFile = (folder: string): string => path.join(folder, 'tensor-dojo.json');

/** What lies there. It only looks at files: what is whole may still fail to load, where CUDA has gone since. */
export async function cudaEngineState(folder: string): Promise<CudaEngineState> {
  if (!(await exists(folder)))
    return (await leftovers(folder)).length > 0 ? { state: 'half', missing: enginePackage.name } : { state: 'absent' };
  const home = packageFolder(folder);
  const missing = (await Promise.all(parts(home))).find(({ there }) => !there);
  if (missing) return { state: 'half', missing: missing.name };
  const found = parseRecord(await readFile(recordFile(folder), 'utf8').catch(() => ''));
  return found ? { state: 'whole', found } : { state: 'half', missing: path.basename(recordFile(folder)) };
}

const parts = (home: string): Promise<{ name: string; there: boolean }>[] => [
  exists(path.join(home, 'package.json')).then((there) => ({ name: enginePackage.name, there })),
  hasBinding(home).then((there) => ({ name: 'tfjs_binding.node', there })),
  hasLibrary(home).then((there) => ({ name: 'libtensorflow', there })),
];

/** The folder is named after the version of Node-API. */
async function hasBinding(home: string): Promise<boolean> {
  const folders = await namesIn(path.join(home, 'lib'));
  const found = await Promise.all(folders.map((name) => exists(path.join(home, 'lib', name, 'tfjs_binding.node'))));
  return found.includes(true);
}

async function hasLibrary(home: string): Promise<boolean> {
  return (await namesIn(path.join(home, 'deps', 'lib'))).some((name) => /^(lib)?tensorflow\.(so|dll)/.test(name));
}

export function parseRecord(text: string): CudaEngineFound | undefined {
  try {
    const record: unknown = JSON.parse(text);
    if (typeof record !== 'object' || record === null) return undefined;
    const { package: version, tensorFlow, onGpu } = record as Record<string, unknown>;
    if (typeof version !== 'string' || typeof tensorFlow !== 'string' || typeof onGpu !== 'boolean') return undefined;
    return { package: version, tensorFlow, onGpu };
  } catch {
    return undefined;
  }
}

/**
 * The new one takes the old one's place. There is no moment at which neither is there under one of its names: where this is cut
 * short between the two renames, `putBack` finds the old one.
 */
export async function putInPlace(coming: string, folder: string): Promise<void> {
  const { previous } = besides(folder);
  await remove(previous);
  if (await exists(folder)) await renameSoon(folder, previous);
  try {
    await renameSoon(coming, folder);
  } catch (error) {
    await putBack(folder);
    throw error;
  }
  await remove(previous);
}

/** After an end between two renames. */
export async function putBack(folder: string): Promise<void> {
  const { previous } = besides(folder);
  if (!(await exists(previous))) return;
  if (await exists(folder)) await remove(previous);
  else await renameSoon(previous, folder);
}

/** Windows holds on to files for a moment after the process that used them has gone. */
async function renameSoon(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (tries === 10 || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error))) throw error;
      await new Promise((later) => setTimeout(later, 100));
    }
  }
}

export const remove = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

export const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
