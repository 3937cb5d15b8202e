import type { DType } from '../protocol/value';
import { wrap } from './handle';
import { hostArray } from './hostArray';
import type { NDArray } from './ndarray';
import type { Reduction } from './reduction';
import { elements } from './view';
import { sizeOf } from '../engines/layout';

/** A reduction on the host: `f` makes each result of the elements that meet in it, as a copy of its own. */
export function reduceLanes(
  name: string,
  reduction: Reduction,
  dtype: DType,
  f: (lane: Float64Array) => number,
): NDArray | number {
  const values = elements(reduction.view, name);
  const { count } = reduction;
  const results = Float64Array.from({ length: sizeOf(reduction.shape) }, (_, i) =>
    f(Float64Array.from(values.subarray(i * count, (i + 1) * count))),
  );
  if (reduction.whole) return dtype === 'float32' ? Math.fround(results[0]) : results[0];
  return wrap(hostArray(name, reduction.shape, dtype, results));
}
