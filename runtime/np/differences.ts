import { subtract } from './arithmetic';
import { normalAxis } from './axes';
import { not_equal } from './comparison';
import { NpError } from './errors';
import { viewOf, wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import { concatenate } from './joining';
import type { NDArray } from './ndarray';
import { raveled } from './reshaping';
import { broadcastTo } from './broadcast';
import { copied, View } from './view';

/**
 * Each element less the one before it along an axis (the last by default); `n` times over. The axis gets shorter by
 * `n`, unless `prepend` or `append` are put before and behind it. Of bools: whether neighbours differ.
 *
 * Shape: that of `a`, shorter by `n` along `axis`. dtype: stays. NumPy: `np.diff`.
 *
 * @example np.diff([1, 2, 4, 0]) // [ 1.  2. -4.]
 * @throws NpError for rank 0, if the axis does not exist, or n is negative.
 */
export function diff(a: ArrayLike, n = 1, axis = -1, prepend?: ArrayLike, append?: ArrayLike): NDArray {
  const name = 'np.diff';
  if (!Number.isInteger(n) || n < 0) throw new NpError(name, 'differenceOrder', { n });
  const given = viewFrom(name, a);
  if (n === 0) return wrap(given);
  if (given.shape.length === 0) throw new NpError(name, 'needsRankFrom', { rank: 1, shape: '()' });
  const along = normalAxis(name, axis, given.shape);
  const edge = (value: ArrayLike | undefined) => {
    if (value === undefined) return [];
    const view = viewFrom(name, value);
    return [wrap(view.shape.length === 0 ? broadcastTo(name, view, given.shape.with(along, 1)) : view)];
  };
  const parts = [...edge(prepend), wrap(given), ...edge(append)];
  let view = parts.length === 1 ? given : viewOf(concatenate(parts, along));
  for (let times = 0; times < n; times++) view = viewOf(neighbours(view, along));
  return wrap(view);
}

function neighbours(view: View, axis: number): NDArray {
  const later = wrap(shortened(view, axis, 1)),
    earlier = wrap(shortened(view, axis, 0));
  return view.dtype === 'bool' ? not_equal(later, earlier) : subtract(later, earlier);
}

/** Without the last entry of an axis, begun at `first`. */
function shortened(view: View, axis: number, first: number): View {
  const length = Math.max(view.shape[axis] - 1, 0);
  const offset = length === 0 ? view.offset : view.offset + first * view.strides[axis];
  return new View(view.storage, offset, view.shape.with(axis, length), view.strides, view.readonly);
}

/**
 * Each element less the one before it, of the array in one row; `to_begin` and `to_end` are put before and behind.
 *
 * Shape: a vector, shorter by 1 than `a` has elements, plus what is put around it. dtype: stays, not for bools.
 * NumPy: `np.ediff1d`.
 *
 * @example np.ediff1d([1, 2, 4]) // [1. 2.]
 */
export function ediff1d(a: ArrayLike, to_end?: ArrayLike | null, to_begin?: ArrayLike | null): NDArray {
  const name = 'np.ediff1d';
  const row = raveled(name, viewFrom(name, a));
  if (row.dtype === 'bool') throw new NpError(name, 'boolsNotOrdered');
  const edge = (value: ArrayLike | null | undefined) =>
    value === undefined || value === null ? [] : [wrap(copied(name, raveled(name, viewFrom(name, value)), row.dtype))];
  const inner = neighbours(row, 0);
  const parts = [...edge(to_begin), inner, ...edge(to_end)];
  return parts.length === 1 ? inner : concatenate(parts);
}
