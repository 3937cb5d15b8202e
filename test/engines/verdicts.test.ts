import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../runtime/cli/validate/proof';
import { createLocalJudge } from '../../runtime/node/localJudge';
import { openEngine } from '../../runtime/node/openEngine';
import { distDir, preparedCourse } from '../lessons/preparedCourse';

// Whatever computes, an exercise's verdict is the same: the solution passes, and each mistake is told its message.
const { course } = await preparedCourse();
const judge = await createLocalJudge({ distDir, ready: 1 });
afterAll(() => judge.dispose());

const absent = (engine: string) => openEngine(engine, distDir).report.name !== engine;
const lesson = (id: string, file: string) =>
  readFileSync(path.join(import.meta.dirname, '../../lessons', id, file), 'utf8');

describe.each(['javascript', 'cpu', 'native'].map((engine) => ({ engine, missing: absent(engine) })))(
  '$engine',
  ({ engine, missing }) => {
    describe.each(course.exercises.map(({ id }) => id))('%s', async (id) => {
      const verdictOn = (text: string) =>
        judge.check(
          { exercise: id, file: `${id}.ts`, text, seed: 20_240_229, engine, uses: [], mode: 'check' },
          () => {},
          new AbortController().signal,
        );
      const { mistakes } = await course.secret(id);

      it.skipIf(missing)('passes the solution', async () => {
        const verdict = await verdictOn(lesson(id, 'solution.ts'));
        expect([verdict.outcome, verdict.engine]).toEqual(['pass', engine]);
      });

      it.skipIf(missing).each(Object.entries(mistakes))('knows %s', async (mistake, text) => {
        const verdict = await verdictOn(text);
        expect([verdict.outcome, messageOf(verdict)]).toEqual(['fail', mistake]);
      });
    });
  },
);
