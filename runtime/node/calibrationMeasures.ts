import type { Engine } from '../engines/engine';
import type { CallCosts } from '../engines/pricing/costs';
import { measure } from '../engines/pricing/measure';
import { price } from '../engines/pricing/price';
import { recorder } from '../engines/pricing/recorder';
import { Stopwatch, usual } from '../engines/pricing/stopwatch';
import { setDefaultFloat, setEngine } from '../np/settings';
import { smallStep } from './calibrationStep';

/** Compilers come to their end with a program after some thousand rounds of it. */
const stepSamples = { before: 400, after: 200 };

/** What `engine` costs in this very process, which it has for itself. */
export function calibrate(engine: Engine, now: () => number): CallCosts {
  setEngine(engine);
  setDefaultFloat('float32');
  const watch = new Stopwatch(engine, now);
  const step = watch.prepare(smallStep());
  const sample = (times: number) => {
    for (let i = 0; i < times; i++) watch.sample(step);
  };
  // Compilers see the step before the calls alone; it counts after them, when they have seen all that there is.
  sample(stepSamples.before);
  const measured = { ...measure(engine, watch), perCallMs: 0 };
  step.samples = [];
  sample(stepSamples.after);

  const written = recorder(engine);
  setEngine(written.engine);
  step.run();
  setEngine(engine);
  const features = written.features();
  const calls = [...features.calls, ...features.products].reduce((sum, { count }) => sum + count, 0);
  const perCallMs = Math.max(0, usual(step.samples) - price(features, measured)) / calls;
  return { ...measured, perCallMs };
}
