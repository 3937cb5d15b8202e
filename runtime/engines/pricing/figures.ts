import type { EngineFigures } from '../../protocol/pricing';
import type { EngineCosts } from './costs';
import { price } from './price';

const call = { float64: 'none', bytes: 0, count: 1 } as const;
const sum = { ...call, kind: 'arithmetic', form: 'whole', size: 1000, rows: 1 } as const;
const product = { ...call, batch: 1, m: 256, k: 256, n: 256, transposed: 'none' } as const;

/** What a person may compare engines by, out of all that is known of one. */
export function figuresOf(costs: EngineCosts): EngineFigures {
  const { engine, device } = costs.measuredOn;
  return {
    engine,
    device,
    sumMs: price({ calls: [sum], products: [], workingSetBytes: 0 }, costs),
    productMs: price({ calls: [], products: [product], workingSetBytes: 0 }, costs),
    readyMs: costs.readyMs,
  };
}
