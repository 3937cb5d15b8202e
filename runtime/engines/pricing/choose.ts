import type { EngineCosts } from './costs';
import { isOnDevice } from '../../protocol/engine';
import type { Prediction, StepFeatures } from '../../protocol/pricing';
import { price } from './price';

/** First come, first served where it makes no difference: nearer to the learner's arrays before further away. */
const order = ['native', 'cpu', 'tfjs-node-gpu', 'webgpu', 'javascript'];

/** A dozen days. */
const longestMs = 1e9;

/** A difference that no prediction can tell. */
const tie = 1.1;

/** The engine to take, first, and then the others as they follow; none where there are no costs. */
export function choose(features: StepFeatures, costs: readonly EngineCosts[]): Prediction[] {
  // What a device does not compute, its process computes as this engine does.
  const beside = costs.find(({ measuredOn }) => measuredOn.engine === 'cpu');
  const predictions = costs
    .map((each) => ({
      engine: each.measuredOn.engine,
      // What a process says of a step may be no step at all.
      msPerStep: Math.min(price(features, each, isOnDevice(each.measuredOn.engine) ? beside : each), longestMs),
      readyMs: each.readyMs,
    }))
    .sort((a, b) => a.msPerStep - b.msPerStep);
  const [fastest] = predictions;
  if (!fastest) return [];
  const [chosen] = predictions
    .filter(({ msPerStep }) => msPerStep <= tie * fastest.msPerStep)
    .sort((a, b) => rank(a.engine) - rank(b.engine));
  return [chosen!, ...predictions.filter((each) => each !== chosen)];
}

function rank(engine: string): number {
  const known = order.indexOf(engine);
  return known < 0 ? order.length : known;
}
