import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../runtime/cli/validate/proof';
import { createLocalJudge } from '../../runtime/node/localJudge';
import { openEngine } from '../../runtime/node/openEngine';
import type { CheckRequest, JudgeService } from '../../runtime/protocol/judge';
import { prepareTfjsNode } from '../gpu/prepareTfjsNode.mjs';
import { findTestGpu } from '../gpu/vulkan';
import { distDir, preparedCourse } from '../lessons/preparedCourse';

// Whatever computes, an exercise's verdict is the same: the solution passes, and each mistake is told its message.
const { course } = await preparedCourse();
const gpu = findTestGpu();
const tfjs = await prepareTfjsNode();

interface Tried {
  engine: string;
  /** Why it cannot be. */
  missing: string | undefined;
  /** Of an exercise: where functions are compiled first, one has to do; `npx tensor-dojo validate --engine all` tries them all. */
  mistakes: number;
  extent: NonNullable<CheckRequest['extent']>;
}

const onProcessor = (engine: string): Tried => {
  const { name, passedOver } = openEngine(engine, distDir).report;
  return { engine, missing: name === engine ? undefined : passedOver[0]?.why, mistakes: Infinity, extent: 'whole' };
};

const tried: Tried[] = [
  ...['javascript', 'cpu', 'native'].map(onProcessor),
  // A processor that plays a graphics card trains no net within its time.
  { engine: 'webgpu', missing: gpu.missing, mistakes: 1, extent: 'withoutTraining' },
  { engine: 'tfjs-node-gpu', missing: tfjs.why, mistakes: 1, extent: 'whole' },
];

const environment = { ...process.env };
let judge: JudgeService;
beforeAll(async () => {
  Object.assign(process.env, gpu.env);
  judge = await createLocalJudge({
    distDir,
    ready: 1,
    folders: tfjs.folder === undefined ? {} : { tfjs: tfjs.folder },
  });
});
afterAll(async () => {
  await judge.dispose();
  process.env = environment;
});

const lesson = (id: string, file: string) =>
  readFileSync(path.join(import.meta.dirname, '../../lessons', id, file), 'utf8');

describe.each(tried)('$engine', ({ engine, missing, mistakes: most, extent }) => {
  describe.skipIf(missing).each(course.exercises.map(({ id }) => id))(
    `%s${missing ? `: ${missing}` : ''}`,
    async (id) => {
      const verdictOn = (text: string) =>
        judge.check(
          { exercise: id, file: `${id}.ts`, text, seed: 20_240_229, engine, uses: [], mode: 'check', extent },
          () => {},
          new AbortController().signal,
        );
      const { mistakes } = await course.secret(id);

      it('passes the solution', async () => {
        const verdict = await verdictOn(lesson(id, 'solution.ts'));
        expect([verdict.outcome, verdict.engine]).toEqual(['pass', engine]);
      });

      it.each(Object.entries(mistakes).slice(0, most))('knows %s', async (mistake, text) => {
        const verdict = await verdictOn(text);
        expect([verdict.outcome, messageOf(verdict)]).toEqual(['fail', mistake]);
      });
    },
  );
});
