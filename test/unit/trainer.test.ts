import { expect, it } from 'vitest';
import type { EngineRanking } from '../../runtime/judge/engineRanking';
import { Judge } from '../../runtime/judge/judge';
import { evaluate } from '../../runtime/node/evaluate';
import type { CheckEvent, CheckRequest } from '../../runtime/protocol/judge';
import type { PassedOver } from '../../runtime/protocol/engine';
import type { Prediction, StepFeatures } from '../../runtime/protocol/pricing';
import type { Verdict } from '../../runtime/protocol/verdict';
import { fixtureCourse, solutionOf } from './fixtureCourse';
import { InMemoryPool } from './inMemoryLearner';
import type { Fate } from './inMemoryLearner';

const line = '90-fixtures/train-line';
const linear = '90-fixtures/linear-layer';
const steps = 50;

interface Checked {
  verdict: Verdict;
  events: CheckEvent[];
  /** Engines in the order in which learners were taken. */
  taken: (string | undefined)[];
  /** What was priced. */
  priced: StepFeatures[];
}

/** Milliseconds a step, and until the engine is there. */
type Costs = Record<string, [msPerStep: number, readyMs: number]>;

async function check(
  costs: Costs,
  options: Partial<CheckRequest> & {
    fate?: Fate;
    absent?: string[];
    nowhere?: PassedOver[];
    measure?: EngineRanking['measure'];
    signal?: AbortSignal;
  } = {},
): Promise<Checked> {
  const {
    fate,
    absent,
    nowhere = [],
    measure = () => Promise.resolve(),
    signal = new AbortController().signal,
    ...more
  } = options;
  const pool = new InMemoryPool(fate, absent);
  const events: CheckEvent[] = [];
  const priced: StepFeatures[] = [];
  const predictions = Object.entries(costs)
    .map(([engine, [msPerStep, readyMs]]): Prediction => ({ engine, msPerStep, readyMs }))
    .sort((a, b) => a.msPerStep - b.msPerStep);
  const rank = (step: StepFeatures) => {
    priced.push(step);
    return predictions;
  };
  const ranking: EngineRanking = { measure, rank, survey: { measured: [], absent: nowhere } };
  const datasets = () => Promise.reject(new Error('no data sets here'));
  const judge = new Judge({ course: fixtureCourse, learners: pool, evaluate, datasets, ranking });
  const exercise = more.exercise ?? line;
  const request: CheckRequest = {
    exercise,
    file: `${exercise}.ts`,
    text: solutionOf(exercise),
    seed: 7,
    engine: 'auto',
    uses: [{ exercise: linear, text: solutionOf(linear), passed: true }],
    mode: 'check',
    ...more,
  };
  const verdict = await judge.check(request, (event) => events.push(event), signal);
  expect(pool.ended).toBe(pool.taken.length);
  return { verdict, events, taken: pool.taken.map(({ engine }) => engine), priced };
}

const drawn = ({ events }: Checked): number[] =>
  events.flatMap((event) => (event.type === 'trainingPoints' ? event.points.map(({ step }) => step) : []));
const places = ({ events }: Checked) => events.filter((event) => event.type === 'trainingEngine');
const once = [...new Set([1, ...Array.from({ length: steps / 2 }, (_, i) => 2 * i + 1), steps])];
const at = (engine: string, msPerStep: number, readyMs: number): Prediction => ({ engine, msPerStep, readyMs });

it('begins on the processor, and goes where the rest of the run is faster', async () => {
  const checked = await check({ native: [10, 50], webgpu: [1, 200] });
  expect(checked.taken).toEqual(['cpu', 'native', 'webgpu']);
  expect(checked.verdict).toMatchObject({ outcome: 'pass', engine: 'webgpu' });
  expect(checked.verdict.predictions).toEqual([at('webgpu', 1, 200), at('native', 10, 50)]);
  expect(drawn(checked)).toEqual(once);
  expect(places(checked).map(({ engine, predictions }) => [engine, predictions.length])).toEqual([
    ['native', 0],
    // Before it is there, and then.
    ['webgpu', 2],
    ['webgpu', 2],
  ]);
  const products = checked.priced[0]!.products;
  expect(checked.priced).toHaveLength(1);
  // Forward, and back to the weights and to x: 60 points of two numbers.
  expect(products.map(({ m, k, n, count }) => [m, k, n, count])).toEqual(
    expect.arrayContaining([
      [60, 2, 1, 1],
      [2, 60, 1, 1],
    ]),
  );
});

it('stays where it is when less would be won than another process takes to begin', async () => {
  const checked = await check({ native: [10, 50], webgpu: [1, 451] });
  expect(checked.taken).toEqual(['cpu', 'native']);
  expect(checked.verdict.predictions).toEqual([at('native', 10, 50), at('webgpu', 1, 451)]);
  expect(places(checked).map(({ engine, predictions }) => [engine, predictions.length])).toEqual([
    ['native', 0],
    ['native', 2],
  ]);
});

it('says why engines could not be measured', async () => {
  const nowhere: PassedOver[] = [{ engine: 'webgpu', why: 'didNotLoad', detail: 'no GPU' }];
  const auto = await check({ native: [1, 0] }, { nowhere });
  expect(auto.verdict.passedOver).toEqual(nowhere);
  const forced = await check({ native: [1, 0] }, { nowhere, engine: 'native' });
  expect(forced.verdict.passedOver).toBeUndefined();
});

it('stays on an engine that was asked for, and says what others would take', async () => {
  const checked = await check({ native: [1, 0], webgpu: [10, 0] }, { engine: 'webgpu' });
  expect(checked.taken).toEqual(['webgpu', 'webgpu']);
  expect(checked.verdict.predictions).toEqual([at('webgpu', 10, 0), at('native', 1, 0)]);
});

it.each([
  [['webgpu'], 'native', ['cpu', 'native', 'webgpu', 'native']],
  [['native', 'webgpu'], 'cpu', ['cpu', 'native', 'webgpu']],
])('takes the next best where %s cannot be had', async (absent, engine, taken) => {
  const checked = await check({ native: [10, 0], webgpu: [1, 0], cpu: [30, 0] }, { absent });
  expect(checked.verdict).toMatchObject({ outcome: 'pass', engine });
  expect(checked.taken).toEqual(taken);
  expect(checked.verdict.predictions![0]).toMatchObject({ engine });
});

it('a run whose device is lost begins again from its seed on the next engine, and its curves go on', async () => {
  const lose: Fate = (message, learner) => (message.type === 'train' && learner === 2 ? 'lose' : 'answer');
  const calm = await check({ native: [1, 0] });
  const checked = await check({ native: [10, 0], webgpu: [1, 0] }, { fate: lose });
  expect(checked.taken).toEqual(['cpu', 'native', 'webgpu', 'native']);
  expect(drawn(checked)).toEqual(once);
  const { verdict } = checked;
  expect(verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
  expect(verdict.passedOver).toEqual([{ engine: 'webgpu', why: 'lost', detail: 'pulled out' }]);
  expect(verdict.predictions?.map(({ engine }) => engine)).toEqual(['native', 'webgpu']);
  expect(verdict.metrics).toMatchObject({ steps, trainLoss: calm.verdict.metrics!.trainLoss });
  const last = places(checked).at(-1)!;
  expect(last).toMatchObject({ engine: 'native', lost: [{ engine: 'webgpu', detail: 'pulled out' }] });
  expect(last.lost[0]!.step).toBeGreaterThan(10);
  expect(last.lost[0]!.step).toBeLessThan(steps);
});

it('an engine that was asked for and is lost is no reason to lose the run', async () => {
  const lose: Fate = (message, learner) => (message.type === 'train' && learner === 1 ? 'lose' : 'answer');
  const checked = await check({}, { engine: 'tfjs-node-gpu', fate: lose });
  expect(checked.taken).toEqual(['tfjs-node-gpu', 'tfjs-node-gpu', 'native']);
  expect(checked.verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
});

it('a driver that ends the process is a device lost', async () => {
  const die: Fate = (message, learner) => (message.type === 'train' && learner === 1 ? 'die' : 'answer');
  const { verdict } = await check({}, { engine: 'webgpu', fate: die });
  expect(verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
  expect(verdict.passedOver).toEqual([{ engine: 'webgpu', why: 'lost', detail: 'exit 1' }]);
});

it('a device that is lost twice, or before the first step, costs no run either', async () => {
  const atLoad: Fate = (message, learner) => (message.type === 'load' && learner === 1 ? 'lose' : 'answer');
  const checked = await check({}, { engine: 'webgpu', fate: atLoad });
  expect(checked.taken).toEqual(['webgpu', 'webgpu', 'native']);
  expect(drawn(checked)).toEqual(once);
  const auto = await check(
    { native: [9, 0], webgpu: [1, 0], 'tfjs-node-gpu': [2, 0] },
    { fate: (message, learner) => (message.type === 'train' && (learner === 2 || learner === 3) ? 'lose' : 'answer') },
  );
  expect(auto.taken).toEqual(['cpu', 'native', 'webgpu', 'tfjs-node-gpu', 'native']);
  expect(drawn(auto)).toEqual(once);
  expect(auto.verdict.passedOver?.map(({ engine, why }) => [engine, why])).toEqual([
    ['webgpu', 'lost'],
    ['tfjs-node-gpu', 'lost'],
  ]);
});

it('memory that runs out with a device is the device’s', async () => {
  const fate: Fate = (message, learner) => (message.type === 'train' && learner === 1 ? 'outOfMemory' : 'answer');
  const { verdict } = await check({}, { engine: 'webgpu', fate });
  expect(verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
  expect(verdict.passedOver).toEqual([{ engine: 'webgpu', why: 'lost', detail: 'out of memory' }]);
});

it('a debugger stays with its process', async () => {
  const checked = await check({ native: [10, 0], webgpu: [1, 0] }, { mode: 'debug' });
  expect(checked.taken).toEqual(['cpu', 'native']);
});

it('what cannot be had by name is told, and native trains', async () => {
  const absent = ['webgpu'];
  const { verdict, taken } = await check({}, { engine: 'webgpu', absent });
  expect(taken).toEqual(['webgpu', 'webgpu', 'native']);
  expect(verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
});

it('prints once what comes again', async () => {
  const text = solutionOf(line).replace('const layer', "console.log('step', 1);\n  const layer");
  const { verdict, events, taken } = await check({ native: [10, 0], webgpu: [1, 0] }, { text });
  expect(taken).toHaveLength(3);
  expect(events.flatMap((event) => (event.type === 'prints' ? [event.text] : [])).join('')).toBe('step 1\n');
  expect(verdict.cases[0]!.prints).toBe('step 1\n');
});

it('only who has a device can lose it', async () => {
  const lose: Fate = (message) => (message.type === 'train' ? 'lose' : 'answer');
  const { verdict, taken } = await check({}, { fate: lose });
  expect(taken).toEqual(['cpu', 'native']);
  expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'crashed', detail: 'protocol' } });
});

it('cases whose device is lost are all asked again, of the processor', async () => {
  const lose: Fate = (message, learner) => (message.type === 'run' && learner === 0 ? 'lose' : 'answer');
  const { verdict, taken } = await check({}, { exercise: linear, uses: [], engine: 'webgpu', fate: lose });
  expect(taken).toEqual(['webgpu', 'native']);
  expect(verdict).toMatchObject({ outcome: 'pass', engine: 'native' });
  expect(verdict.passedOver).toEqual([{ engine: 'webgpu', why: 'lost', detail: 'pulled out' }]);
});

it('engines are measured before the first run, which can be cancelled meanwhile', async () => {
  const cancel = new AbortController();
  const measure: EngineRanking['measure'] = (say, signal) => {
    say('webgpu');
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve());
      setTimeout(() => cancel.abort(), 20);
    });
  };
  const { verdict, events, taken } = await check({}, { measure, signal: cancel.signal });
  expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'cancelled' } });
  expect(events.map(({ type }) => type)).toContain('measuringEngine');
  expect(taken).toEqual(['cpu']);
});
