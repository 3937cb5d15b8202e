import type { CallCosts } from './costs';
import { at, levelAt } from './curve';
import type { CallGroup, Float64, ProductGroup, StepFeatures } from '../../protocol/pricing';
import { productMs } from './products';

/**
 * Milliseconds that a step takes on the engine that has these costs: the sum of what its calls take. Those in float64 are computed by
 * `inFloat64`, to which operands of other dtypes are fetched.
 */
export function price(
  { calls, products, workingSetBytes }: StepFeatures,
  costs: CallCosts,
  inFloat64: CallCosts = costs,
): number {
  const by = (float64: Float64) => (float64 === 'none' ? costs : inFloat64);
  const around = (float64: Float64, bytes: number) => {
    const here = by(float64);
    const fetched = here !== costs && float64 === 'some' ? at(costs.whole.read, bytes / bytesPerElement) : 0;
    return fetched + costs.perCallMs + distanceMs(here, bytes, workingSetBytes);
  };
  let ms = 0;
  for (const group of calls)
    ms += group.count * (callMs(group, by(group.float64)) + around(group.float64, group.bytes));
  for (const group of products)
    ms += group.count * (productsMs(group, by(group.float64)) + around(group.float64, group.bytes));
  return ms;
}

/** Of what a device holds. */
const bytesPerElement = 4;

/** What strides cost is measured for one kind and taken for its likes. */
function callMs({ kind, form, size, rows }: CallGroup, { whole, rowMs, across }: CallCosts): number {
  // Each position is looked up, and what lies below it is copied.
  if (kind === 'gather' || kind === 'scatter')
    return at(whole[kind], rows) + Math.max(0, at(whole.copy, size) - at(whole.copy, rows));
  const alone = at(whole[kind], size);
  const folds = kind === 'reduce' || kind === 'argReduce' || kind === 'moments';
  switch (form) {
    case 'whole':
      return alone;
    case 'rows':
      return alone + rows * (folds ? rowMs.fold : kind === 'copy' ? rowMs.copy : rowMs.elementwise);
    case 'blocks':
      return alone + rows * rowMs.blocks;
    case 'across': {
      const turned = folds
        ? at(across.fold, size) - at(whole.reduce, size)
        : at(across.elementwise, size) - at(whole.arithmetic, size);
      return alone + Math.max(0, turned);
    }
    default:
      return form satisfies never;
  }
}

/** Several products in one call pay once for the call. */
function productsMs({ batch, m, k, n }: ProductGroup, { products }: CallCosts): number {
  const one = productMs(products, m, k, n);
  return one + (batch - 1) * Math.max(0, one - productMs(products, 1, 1, 1));
}

/** A call alone finds its arrays where it left them; among others it finds them as far away as all of them take room. */
function distanceMs({ distance }: CallCosts, bytes: number, workingSetBytes: number): number {
  const further = levelAt(distance, workingSetBytes) - levelAt(distance, bytes);
  return further > 0 ? (further * bytes) / 2 ** 20 : 0;
}
