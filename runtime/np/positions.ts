import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { not_equal } from './comparison';
import { nonzeroViews } from './nonzero';
import { stack } from './joining';
import { raveled } from './reshaping';
import { sum } from './reductions';
import type { Axis } from './reduction';
import { allocate } from './view';

/**
 * The positions of the elements that are not 0, in C order: one row for each, one column for each axis.
 *
 * Shape: (count, a.ndim). dtype: int32. NumPy: `np.argwhere`.
 *
 * @example np.argwhere([[0, 1], [1, 0]]) // [[0 1] [1 0]]
 */
export function argwhere(a: ArrayLike): NDArray {
  const view = viewFrom('np.argwhere', a);
  // A single number is found once, or not at all, and needs no position for that.
  if (view.shape.length === 0) return wrap(allocate('np.argwhere', [count_nonzero(wrap(view)), 0], 'int32'));
  return stack(nonzeroViews(view).map(wrap), 1);
}

/**
 * The positions of the elements that are not 0, counted through the array in C order.
 *
 * Shape: (count,). dtype: int32. NumPy: `np.flatnonzero`.
 *
 * @example np.flatnonzero([0, 3, 0, 5]) // [1 3]
 */
export function flatnonzero(a: ArrayLike): NDArray {
  return wrap(nonzeroViews(raveled('np.flatnonzero', viewFrom('np.flatnonzero', a)))[0]);
}

/**
 * How many elements are not 0; NaN is not. Over all elements, or along `axis` (one or several).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
 * NumPy: `np.count_nonzero`.
 *
 * @example np.count_nonzero([0, 3, 5]) // 2
 * @throws NpError if an axis does not exist.
 */
export function count_nonzero(a: ArrayLike, axis?: null, keepdims?: false): number;
export function count_nonzero(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function count_nonzero(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function count_nonzero(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  return sum(not_equal(wrap(viewFrom('np.count_nonzero', a)), 0), axis, keepdims);
}
