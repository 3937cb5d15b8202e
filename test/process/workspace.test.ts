import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBuiltCourse } from '../../runtime/node/courseFiles';
import { createWorkspace, ensureExercise, findWorkspace, refreshWorkspace } from '../../runtime/node/workspace';

const distDir = path.join(import.meta.dirname, '..', '..', 'dist');
let root: string;
beforeEach(async () => {
  root = path.join(await mkdtemp(path.join(os.tmpdir(), 'dojo-workspace-')), 'mine');
  await createWorkspace(root, distDir, '1.0.0');
});
afterEach(() => rm(path.dirname(root), { recursive: true, force: true }));

const types = () => path.join(root, '.dojo', 'types', 'np', 'np.d.ts');
const markerFile = () => path.join(root, '.dojo', 'workspace.json');

it('is found from any folder inside it', async () => {
  expect(await findWorkspace(path.join(root, '.dojo', 'types'))).toBe(root);
  expect(await findWorkspace(path.dirname(root))).toBeUndefined();
});

it('is refreshed when its files came from others, and only then', async () => {
  expect(await refreshWorkspace(root, distDir, '1.0.0')).toBe(false);
  await writeFile(markerFile(), JSON.stringify({ formatVersion: 1, version: '0.9.0', fingerprint: 'of older files' }));
  await writeFile(types(), 'old');
  expect(await refreshWorkspace(root, distDir, '1.0.0')).toBe(true);
  expect(await readFile(types(), 'utf8')).toContain('export');
});

it('is refreshed again after a refresh that was cut off, or a damaged marker', async () => {
  await rm(types());
  await writeFile(markerFile(), '{');
  expect(await refreshWorkspace(root, distDir, '1.0.0')).toBe(true);
  expect((await stat(types())).isFile()).toBe(true);
});

it("never touches a learner's files", async () => {
  const course = await openBuiltCourse(distDir);
  const file = await ensureExercise(root, course, '03-forward/sigmoid');
  await writeFile(file, 'mine');
  await writeFile(path.join(root, 'tsconfig.json'), '{}');
  await writeFile(markerFile(), '{}');
  await createWorkspace(root, distDir, '2.0.0');
  expect(await ensureExercise(root, course, '03-forward/sigmoid')).toBe(file);
  expect(await readFile(file, 'utf8')).toBe('mine');
  expect(await readFile(path.join(root, 'tsconfig.json'), 'utf8')).toBe('{}');
});

it('opens an exercise together with those that it imports', async () => {
  await ensureExercise(root, await openBuiltCourse(distDir), '05-backprop/train-digits');
  for (const name of ['train-digits', 'affine-layer', 'relu-layer', 'softmax-with-loss']) {
    expect((await stat(path.join(root, '05-backprop', `${name}.ts`))).isFile()).toBe(true);
  }
});
