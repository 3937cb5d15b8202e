import { normalAxis } from './axes';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { resolveRange } from './slices';
import { View } from './view';

/**
 * Views of equal parts, or of parts cut before the given positions.
 *
 * Shape: that of `a` but for the length along `axis`. dtype: stays. NumPy: `np.split`.
 *
 * @example np.split(np.arange(4), 2) // [0 1] and [2 3]
 * @throws NpError if the axis cannot be cut into that many equal parts.
 */
export function split(a: ArrayLike, parts: number | readonly number[], axis = 0): NDArray[] {
  return equally('np.split', a, parts, axis);
}

function equally(name: string, a: ArrayLike, parts: number | readonly number[], axis: number): NDArray[] {
  const view = viewFrom(name, a);
  const at = normalAxis(name, axis, view.shape);
  const length = view.shape[at];
  if (typeof parts === 'number' && !(parts > 0 && length % parts === 0)) {
    throw new NpError(name, 'unequalParts', { axis, shape: shapeText(view.shape), parts });
  }
  const cuts =
    typeof parts === 'number' ? Array.from({ length: parts - 1 }, (_, i) => ((i + 1) * length) / parts) : parts;
  return cutAt(view, at, cuts);
}

function cutAt(view: View, at: number, cuts: readonly number[]): NDArray[] {
  return [...cuts, undefined].map((stop, i) => {
    const { first, count } = resolveRange({ start: i === 0 ? 0 : cuts[i - 1], stop, step: 1 }, view.shape[at]);
    const offset = view.offset + (count > 0 ? first * view.strides[at] : 0);
    return wrap(new View(view.storage, offset, view.shape.with(at, count), view.strides, view.readonly));
  });
}

/**
 * Views of so many parts, of which the first ones are longer by 1 where they cannot be equal; or of parts cut before
 * the given positions.
 *
 * Shape: that of `a` but for the length along `axis`. dtype: stays. NumPy: `np.array_split`.
 *
 * @example np.array_split(np.arange(5), 2) // [0 1 2] and [3 4]
 * @throws NpError if the axis does not exist, or there are to be no parts.
 */
export function array_split(a: ArrayLike, parts: number | readonly number[], axis = 0): NDArray[] {
  const name = 'np.array_split';
  const view = viewFrom(name, a);
  const at = normalAxis(name, axis, view.shape);
  if (typeof parts !== 'number') return cutAt(view, at, parts);
  if (!Number.isInteger(parts) || parts < 1) throw new NpError(name, 'sections', { parts });
  const short = Math.floor(view.shape[at] / parts),
    longer = view.shape[at] % parts;
  const ends = Array.from({ length: parts - 1 }, (_, i) => (i + 1) * short + Math.min(i + 1, longer));
  return cutAt(view, at, ends);
}

/**
 * `np.split` from top to bottom, along axis 0.
 *
 * Shape: that of `a` but for the length of axis 0. dtype: stays. NumPy: `np.vsplit`.
 *
 * @example np.vsplit(np.zeros([4, 2]), 2).length // 2
 * @throws NpError for rank 0 or 1, or if the parts cannot be equal.
 */
export function vsplit(a: ArrayLike, parts: number | readonly number[]): NDArray[] {
  const name = 'np.vsplit';
  const view = viewFrom(name, a);
  if (view.shape.length < 2) throw new NpError(name, 'needsRankFrom', { rank: 2, shape: shapeText(view.shape) });
  return equally(name, wrap(view), parts, 0);
}

/**
 * `np.split` from left to right: along axis 1, or the only axis of a vector.
 *
 * Shape: that of `a` but for the length of the axis that is cut. dtype: stays. NumPy: `np.hsplit`.
 *
 * @example np.hsplit(np.zeros([2, 4]), 2).length // 2
 * @throws NpError for rank 0, or if the parts cannot be equal.
 */
export function hsplit(a: ArrayLike, parts: number | readonly number[]): NDArray[] {
  const name = 'np.hsplit';
  const view = viewFrom(name, a);
  if (view.shape.length === 0) throw new NpError(name, 'needsRankFrom', { rank: 1, shape: '()' });
  return equally(name, wrap(view), parts, view.shape.length === 1 ? 0 : 1);
}
