import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace, exerciseFile } from '../../runtime/node/workspace';
import { distDir, preparedCourse, root } from './preparedCourse';

// Every text of the course compiles where a learner would write it, under the learner's own tsconfig.
const { course } = await preparedCourse();
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** By exercise: the texts of one kind, e.g. the second mistake of each exercise. */
async function texts(id: string, kind: string): Promise<string[]> {
  const at =
    kind === 'second wordings'
      ? path.join(root, 'test/proof/second-wordings', id)
      : path.join(root, 'lessons', id, kind);
  if (kind.endsWith('.ts')) return [await readFile(at, 'utf8')];
  const files = (await readdir(at)).toSorted();
  return Promise.all(files.map((file) => readFile(path.join(at, file), 'utf8')));
}

describe.each(['starter.ts', 'solution.ts', 'mistakes', 'alternatives', 'second wordings'])('%s', async (kind) => {
  const all = await Promise.all(course.exercises.map(async ({ id }) => ({ id, variants: await texts(id, kind) })));
  const rounds = Math.max(...all.map(({ variants }) => variants.length));

  it.each(Array.from({ length: rounds }, (_, i) => i + 1))(
    'number %i of each exercise has no red line',
    async (round) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'dojo-types-'));
      folders.push(folder);
      await createWorkspace(folder, distDir, 'test');
      for (const { id, variants } of all) {
        const text = variants[round - 1] ?? (await texts(id, 'solution.ts'))[0]!;
        await mkdir(path.dirname(exerciseFile(folder, id)), { recursive: true });
        await writeFile(exerciseFile(folder, id), text);
      }
      const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
      expect(stdout).toBe('');
    },
  );
});
