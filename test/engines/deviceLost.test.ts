import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineRanking } from '../../runtime/judge/engineRanking';
import { Judge } from '../../runtime/judge/judge';
import type { JudgeCourse } from '../../runtime/judge/prepare';
import { useCheckEngine } from '../../runtime/node/checkEngine';
import { evaluate } from '../../runtime/node/evaluate';
import { NodeLearnerPool } from '../../runtime/node/nodeLearnerPool';
import { webgpuFiles } from '../../runtime/node/webgpuFiles';
import type { CheckEvent } from '../../runtime/protocol/judge';
import type { TrainingPoint } from '../../runtime/protocol/training';
import { findTestGpu } from '../gpu/vulkan';
import { bundleCode, emptyDist, type TestDist } from '../process/bundle';
import { fixtureCourse, solutionOf } from '../unit/fixtureCourse';

const line = '90-fixtures/train-line';
const linear = '90-fixtures/linear-layer';
const steps = 600;
const built = path.join(import.meta.dirname, '../../dist');
const gpu = findTestGpu();

/** The GPU of its thread is destroyed, in earnest, at a function that this net asks for once. */
const worker = `
import { serve } from '../../runtime/node/webgpuThread';
import { GpuWork } from '../../runtime/node/webgpuWork';
void serve(async (dawnFile, fail) => {
  const work = await GpuWork.open(dawnFile, fail);
  const run = (entry) => {
    if (entry.do === 'unary' && entry.op === 'sin') work.gpu.device.destroy();
    return work.run(entry);
  };
  return { about: work.about, rest: () => work.rest(), run };
});
`;

/** A layer whose 500th way back is the last one of the device. */
const layer = solutionOf(linear)
  .replace('backward(dout: np.NDArray): np.NDArray {', '$&\n    if (++this.count === 500) np.sin(dout);')
  .replace('W: np.NDArray;', '$&\n  count = 0;');

/** The course's line, for longer, and with time for it. */
const course: JudgeCourse = {
  lesson: async (id) => {
    const lesson = await fixtureCourse.lesson(id);
    const limits = { caseMs: 10_000, totalMs: 120_000, memoryMB: 256 };
    return { ...lesson, exercise: { ...lesson.exercise, limits } };
  },
  secret: async (id) => {
    const secret = await fixtureCourse.secret(id);
    return { ...secret, checks: secret.checks.replaceAll(/\b50\b/g, `${steps}`) };
  },
};

async function train(distDir: string, ranking: EngineRanking) {
  const pool = new NodeLearnerPool({ distDir, ready: 0 });
  const datasets = () => Promise.reject(new Error('no data sets here'));
  const judge = new Judge({ course, learners: pool, evaluate, datasets, ranking });
  const events: CheckEvent[] = [];
  const text = solutionOf(line);
  const uses = [{ exercise: linear, text: layer, passed: true }];
  const request = { exercise: line, file: `${line}.ts`, text, seed: 7, engine: 'auto', uses, mode: 'check' } as const;
  const verdict = await judge.check(request, (event) => events.push(event), new AbortController().signal);
  await pool.dispose();
  const points = events.flatMap((event) => (event.type === 'trainingPoints' ? event.points : []));
  return { verdict, points, places: events.filter((event) => event.type === 'trainingEngine') };
}

const of = (...engines: string[]): EngineRanking => ({
  measure: () => Promise.resolve(),
  rank: () => engines.map((engine, i) => ({ engine, msPerStep: 100 * (i + 1), readyMs: 0 })),
  survey: { measured: [], absent: [] },
});
const scores = (points: TrainingPoint[]) => points.map(({ elapsedMs: _, ...rest }) => rest);

describe.skipIf(gpu.missing)(`a GPU that goes in the middle of a run${gpu.missing ? `: ${gpu.missing}` : ''}`, () => {
  let dist: TestDist;
  const environment = { ...process.env };
  beforeAll(async () => {
    Object.assign(process.env, gpu.env);
    useCheckEngine(built);
    dist = await emptyDist();
    const files = webgpuFiles(dist.distDir);
    await mkdir(files.folder);
    for (const name of ['learner.mjs', 'deviceLearner.mjs', 'kernels.wasm'])
      await cp(path.join(built, name), path.join(dist.distDir, name));
    await symlink(path.join(built, 'native'), path.join(dist.distDir, 'native')).catch(() => undefined);
    await cp(webgpuFiles(built).dawn, files.dawn);
    await bundleCode(worker, files.worker);
  });
  afterAll(async () => {
    for (const name of Object.keys(gpu.env)) {
      if (environment[name] === undefined) delete process.env[name];
      else process.env[name] = environment[name];
    }
    await dist.remove();
  });

  it('costs no run: it begins again from its seed on the next engine, and the curves go on', async () => {
    const calm = await train(built, of('native'));
    const { verdict, points, places } = await train(dist.distDir, of('webgpu', 'native'));
    expect(verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
    expect(verdict.passedOver?.filter(({ why }) => why === 'lost')).toEqual([
      { engine: 'webgpu', why: 'lost', detail: expect.stringMatching(/destroyed/) as string },
    ]);
    const [loss] = places.at(-1)!.lost;
    expect(loss).toMatchObject({ engine: 'webgpu', step: expect.any(Number) as number });
    expect(loss!.step).toBeLessThan(500);
    expect(loss!.step).toBeGreaterThan(400);
    expect(points.map(({ step }) => step)).toEqual(calm.points.map(({ step }) => step));
    const after = (all: TrainingPoint[]) => scores(all.filter(({ step }) => step > loss!.step));
    expect(after(points)).toEqual(after(calm.points));
    const pace = ({ metrics }: typeof verdict) => metrics!.samplesPerSecond;
    console.log(
      `webgpu lost after step ${loss!.step}; again on native: ${Math.round(pace(verdict))} samples a second, ` +
        `undisturbed ${Math.round(pace(calm.verdict))}`,
    );
  });
});
