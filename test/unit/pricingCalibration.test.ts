import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { choose } from '../../runtime/engines/pricing/choose';
import type { EngineCosts } from '../../runtime/engines/pricing/costs';
import { price } from '../../runtime/engines/pricing/price';
import { recorder } from '../../runtime/engines/pricing/recorder';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { calibrate } from '../../runtime/node/calibrationMeasures';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import type { StepFeatures } from '../../runtime/protocol/pricing';
import type { Net } from '../bench/arrays/cases';
import { trainingStep } from '../bench/arrays/nets';
import { Dice } from '../oracle/dice';
import { paperEngine, type Pace } from './pricingPaperEngine';

// Engines whose pace is known, so that what is predicted of them can be held against what they take, without any noise.

const paces: Record<string, Pace> = {
  // A processor, and a device whose calls are dear and whose work is cheap.
  native: { ask: 0.0005, begin: 0.0005, perElement: 3e-7, perMultiplication: 2e-8, fetch: 0, queues: false },
  cpu: { ask: 0.0003, begin: 0.0005, perElement: 1e-6, perMultiplication: 8e-8, fetch: 0, queues: false },
  webgpu: { ask: 0.012, begin: 0.005, perElement: 5e-9, perMultiplication: 3e-10, fetch: 0.05, queues: true },
  'tfjs-node-gpu': { ask: 0.03, begin: 0.004, perElement: 4e-9, perMultiplication: 1e-10, fetch: 0.02, queues: true },
};
const nets: [Net, number][] = [
  ['mlp', 10],
  ['mlp', 50],
  ['mlp', 200],
  ['mlp', 800],
  ['batchNorm', 100],
  ['lenet', 120],
];
const batches = [1, 8, 64, 256];

afterEach(() => {
  setEngine(createJavaScriptEngine());
  setDefaultFloat('float64');
});

function costsOf(name: string, pace = paces[name]!): EngineCosts {
  const { engine, now } = paperEngine(name, pace);
  const measuredOn = { engine: name, device: 'paper', processor: '', cores: 1, node: '', version: '' };
  return { formatVersion: 1, measuredOn, readyMs: 0, ...calibrate(engine, now) };
}

/** What a step asks for, and what it takes on each engine. */
function stepOf(net: Net, width: number, batch: number): { features: StepFeatures; times: Map<string, number> } {
  setDefaultFloat('float32');
  const papers = Object.entries(paces).map(([name, pace]) => ({ name, ...paperEngine(name, pace) }));
  const book = recorder(papers[0]!.engine);
  setEngine(papers[0]!.engine);
  const step = trainingStep(net, batch, width);
  setEngine(book.engine);
  step();
  const times = papers.map(({ name, engine, now }) => {
    setEngine(engine);
    const started = now();
    step();
    engine.flush();
    return [name, now() - started] as const;
  });
  return { features: book.features(), times: new Map(times) };
}

describe('calibrated engines', () => {
  let costs: EngineCosts[];
  let steps: ReturnType<typeof stepOf>[];
  beforeAll(() => {
    costs = Object.keys(paces).map((name) => costsOf(name));
    steps = nets.flatMap(([net, width]) => batches.map((batch) => stepOf(net, width, batch)));
  }, 60_000);

  it('are predicted to take what they take, whether they compute at once or from a queue', () => {
    for (const { features, times } of steps) {
      for (const each of costs) {
        const { engine } = each.measuredOn;
        const ratio = price(features, each) / times.get(engine)!;
        expect(ratio, engine).toBeGreaterThan(0.8);
        // A queue asks for small things while it computes large ones: at most that is not seen in the sum.
        expect(ratio, engine).toBeLessThan(paces[engine]!.queues ? 1.5 : 1.25);
      }
    }
  });

  it('cost the same on a machine that others use', () => {
    const dice = new Dice(5);
    // Now and then, somebody else has the processor for four milliseconds.
    const disturbance = (ms: number) => (dice.chance(ms / 12) ? 4 : 0);
    const disturbed = costsOf('native', { ...paces['native']!, disturbance });
    for (const { features, times } of steps) {
      const ratio = price(features, disturbed) / times.get('native')!;
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('are chosen where they are the fastest, or nearly so', () => {
    const chosen = new Set<string>();
    let close = 0,
      good = 0;
    for (const { features, times } of steps) {
      const [first, second] = [...times.values()].sort((a, b) => a - b);
      const [choice] = choose(features, costs);
      chosen.add(choice!.engine);
      if (second! > 3 * first!) continue;
      close++;
      if (times.get(choice!.engine)! <= 1.2 * first!) good++;
    }
    expect([...chosen]).toEqual(expect.arrayContaining(['native', 'webgpu']));
    expect(close).toBeGreaterThanOrEqual(20);
    expect(good / close).toBeGreaterThanOrEqual(0.95);
  });
});
