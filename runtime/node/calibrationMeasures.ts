import type { Engine } from '../engines/engine';
import type { CallCosts } from '../engines/pricing/costs';
import { measure } from '../engines/pricing/measure';
import { price } from '../engines/pricing/price';
import { recorder } from '../engines/pricing/recorder';
import { Stopwatch, usual } from '../engines/pricing/stopwatch';
import { setDefaultFloat, setEngine } from '../np/settings';
import { smallStep } from './calibrationStep';

const stepSamples = 40;

/** What `engine` costs in this very process, which it has for itself. */
export function calibrate(engine: Engine, now: () => number): CallCosts {
  setEngine(engine);
  setDefaultFloat('float32');
  const watch = new Stopwatch(engine, now);
  const step = watch.prepare(smallStep());
  const sample = () => {
    for (let i = 0; i < stepSamples; i++) watch.sample(step);
  };
  // Compilers see the step before the calls alone; it counts after them, when they have seen all that there is.
  sample();
  const measured = { ...measure(engine, watch), perCallMs: 0 };
  step.samples = [];
  sample();

  const written = recorder(engine);
  setEngine(written.engine);
  step.run();
  setEngine(engine);
  const features = written.features();
  const calls = [...features.calls, ...features.products].reduce((sum, { count }) => sum + count, 0);
  const perCallMs = Math.max(0, usual(step.samples) - price(features, measured)) / calls;
  return { ...measured, perCallMs };
}
