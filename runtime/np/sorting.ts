import { normalAxis } from './axes';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { isOnlyAxis } from './reduction';
import { permuted, raveled } from './reshaping';
import { engine } from './settings';
import { unwritten } from './view';

function sorted(name: string, a: ArrayLike, axis: number | null, what: 'values' | 'positions'): NDArray {
  const given = viewFrom(name, a);
  const alone = what === 'positions' && isOnlyAxis(axis, given.shape.length);
  const view = axis === null || alone ? raveled(name, given) : given;
  const along = normalAxis(name, axis ?? 0, view.shape);
  const order = view.shape.map((_, at) => at);
  [order[along], order[order.length - 1]] = [order.length - 1, along];
  const moved = permuted(view, order);
  const out = unwritten(name, moved.shape, what === 'values' ? view.dtype : 'int32');
  if (out.size > 0) engine().sort(moved, what, out.storage);
  return wrap(permuted(out, order));
}

/**
 * A sorted copy, ascending along an axis (the last by default; `null` for all elements in one row); NaN last.
 *
 * Shape: that of `a`; a vector where `axis` is null. dtype: stays. NumPy: `np.sort`.
 *
 * @example np.sort([3, 1, 2]) // [1. 2. 3.]
 * @throws NpError if the axis does not exist.
 */
export function sort(a: ArrayLike, axis: number | null = -1): NDArray {
  return sorted('np.sort', a, axis, 'values');
}

/**
 * The positions that would sort the array along an axis; equal elements keep their order.
 *
 * Shape: that of `a`; a vector where `axis` is null. dtype: int32. NumPy: `np.argsort`.
 *
 * @example np.argsort([3, 1, 2]) // [1 2 0]
 * @throws NpError if the axis does not exist.
 */
export function argsort(a: ArrayLike, axis: number | null = -1): NDArray {
  return sorted('np.argsort', a, axis, 'positions');
}
