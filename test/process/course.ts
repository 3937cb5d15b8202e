import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import type { Course, Exercise, ExerciseKind, Lesson, Secret } from '../../runtime/protocol/exercise';

interface Authored {
  kind: ExerciseKind;
  entry: string;
  caseMs: number;
  solution: string;
  checks: string;
}

const double: Authored = {
  kind: 'code',
  entry: 'double',
  caseMs: 1000,
  solution: `import * as np from 'np';\nexport function double(x: np.NDArray): np.NDArray { return np.multiply(x, 2); }\n`,
  checks: `
    import { checks } from 'kit/checks';
    import * as np from 'np';
    export default checks(({ example, hidden }) => {
      example('two numbers', (me) => me.double(np.array([1, 2])), [2, 4]);
      hidden('any shape', (me, d) => me.double(d.normal(d.dims(2))));
    });`,
};

/** Exercises small enough to be read here: what hostile code is checked against. */
const authored: Record<string, Authored> = {
  'proof/double': double,
  // Time enough to take all memory on a machine that has much else to do.
  'proof/patient-double': { ...double, caseMs: 30_000 },
  'proof/learn': {
    kind: 'train',
    entry: 'learn',
    caseMs: 1000,
    solution: `import * as np from 'np';
      export function learn(x: np.NDArray, t: np.NDArray, report: (step: number, predict: (x: np.NDArray) => np.NDArray) => void): void {
        for (let step = 1; step <= 20; step++) report(step, (rows) => np.concatenate([np.negative(rows), rows], 1));
      }\n`,
    checks: `
      import { checks } from 'kit/checks';
      import * as np from 'np';
      export default checks(({ train }) => {
        const samples = (d) => { const t = d.labels(40, 2); return { x: np.reshape(np.subtract(np.multiply(t, 2), 1), [40, 1]), t }; };
        train('learns the sign', {
          data: (d) => ({ train: samples(d), test: samples(d) }),
          run: (me, { x, t }, report) => me.learn(x, t, report),
          scores: (_, x) => np.concatenate([np.negative(x), x], 1),
          steps: 20, batchSize: 40, target: { testAccuracy: 0.9 },
        });
      });`,
  },
};

/** Writes the course as the build would, into a folder that stands for `dist`. */
export async function writeCourse(distDir: string): Promise<void> {
  const exercises = Object.entries(authored).map(([id, { kind, entry, caseMs }]): Exercise => {
    return {
      id,
      version: 1,
      kind,
      title: both(id),
      entry: [entry],
      uses: [],
      book: [],
      limits: { caseMs, totalMs: 10 * caseMs, memoryMB: 256 },
      tolerance: { rtol: 1e-9, atol: 1e-12 },
      constraints: {},
      aliases: [],
    };
  });
  const course: Course = {
    formatVersion: 1,
    chapters: [{ id: 'proof', title: both('Proof'), summary: both(''), exercises }],
  };
  await mkdir(path.join(distDir, 'course/proof'), { recursive: true });
  const write = (file: string, value: object) => writeFile(path.join(distDir, 'course', file), JSON.stringify(value));
  await write('index.json', course);
  for (const exercise of exercises) {
    const { entry, solution, checks } = authored[exercise.id];
    const nothing = { mistakes: {}, cases: {} };
    const lesson: Lesson = {
      exercise,
      cases: [],
      task: both(''),
      hints: { en: [], 'zh-cn': [] },
      messages: { en: nothing, 'zh-cn': nothing },
      starter: `export function ${entry}(): never { throw new Error('Not written yet'); }\n`,
    };
    const { code } = await transform(checks, { loader: 'ts', format: 'cjs' });
    const secret: Secret = { solution, mistakes: {}, checks: code };
    await write(`${exercise.id}.lesson.json`, lesson);
    await write(`${exercise.id}.secret.json`, secret);
  }
}

const both = (text: string) => ({ en: text, 'zh-cn': text });
