import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../runtime/cli/validate/proof';
import { createLocalJudge } from '../../runtime/node/localJudge';
import { distDir, preparedCourse } from '../lessons/preparedCourse';

// The same misconception in other words, which the judge has never seen: it must be told the same message.
const folder = path.join(import.meta.dirname, 'second-wordings');
const { course } = await preparedCourse();
const judge = await createLocalJudge({ distDir, ready: 2 });
afterAll(() => judge.dispose());

describe.each(course.exercises.map(({ id }) => id))('%s', async (id) => {
  const { mistakes } = await course.secret(id);
  const wordings = (await readdir(path.join(folder, id)).catch(() => [])).map((file) => path.basename(file, '.ts'));

  it('has every known mistake in second words', () => {
    expect(wordings.toSorted()).toEqual(Object.keys(mistakes).toSorted());
  });

  it.concurrent.for(wordings)('%s', async (mistake, { expect }) => {
    const text = await readFile(path.join(folder, id, `${mistake}.ts`), 'utf8');
    expect(text).not.toBe(mistakes[mistake]);
    const request = {
      exercise: id,
      file: `${id}.ts`,
      text,
      seed: 20_240_229,
      engine: 'cpu',
      uses: [],
      mode: 'check',
    } as const;
    const verdict = await judge.check({ ...request, uses: [] }, () => {}, new AbortController().signal);
    expect(verdict.outcome).toBe('fail');
    expect(messageOf(verdict)).toBe(mistake);
  });
});
