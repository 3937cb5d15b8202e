import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTfjsDevice } from '../../runtime/node/tfjsDevice';
import { NoTfjs } from '../../runtime/node/tfjsPackage';
import { prepareTfjsNode } from '../gpu/prepareTfjsNode.mjs';

const { folder, why: absent } = await prepareTfjsNode();
const name = path.join('node_modules', '@tensorflow', 'tfjs-node-gpu');

let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), 'dojo-tfjs-'));
  // tf.js warns when it is loaded twice in one process, which only a test does.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterAll(() => rm(temporary, { recursive: true }));

/** The package with some of its folders, beside everything that it needs from others. */
async function installed(folders: readonly string[]): Promise<string> {
  const made = await mkdtemp(path.join(temporary, 'half-'));
  const [from, to] = [path.join(folder!, 'node_modules'), path.join(made, 'node_modules')];
  await mkdir(path.join(to, '@tensorflow'), { recursive: true });
  const others = [
    ...(await readdir(from)),
    ...(await readdir(path.join(from, '@tensorflow'))).map((own) => `@tensorflow/${own}`),
  ];
  for (const other of others) {
    if (other === '@tensorflow' || other.endsWith('tfjs-node-gpu') || other.startsWith('.')) continue;
    await symlink(path.join(from, other), path.join(to, other));
  }
  for (const part of ['package.json', 'dist', ...folders])
    await cp(path.join(folder!, name, part), path.join(made, name, part), { recursive: true });
  return made;
}

function refusal(of: string): { why: string; detail: string } {
  try {
    openTfjsDevice(of);
  } catch (error) {
    if (error instanceof NoTfjs) return { why: error.why, detail: error.message };
    throw error;
  }
  throw new Error('it opened');
}

it('says that nothing is installed', async () => {
  const empty = await mkdtemp(path.join(temporary, 'empty-'));
  expect(refusal(empty)).toEqual({ why: 'notInstalled', detail: '@tensorflow/tfjs-node-gpu' });
});

describe.skipIf(absent !== undefined)(`a package half installed${absent ? ` (skipped: ${absent})` : ''}`, () => {
  it('says that the native half is missing', async () => {
    expect(refusal(await installed([]))).toEqual({ why: 'halfInstalled', detail: 'tfjs_binding.node' });
  });

  it('says which library is missing', async () => {
    const { why, detail } = refusal(await installed(['lib']));
    expect(why).toBe('libraryMissing');
    expect(detail).toMatch(/^libtensorflow.*\.so/);
  });
});
