import { numberFrom } from './arguments';
import { checkedShape, normalAxes, normalAxis } from './axes';
import { broadcastTo, repeated } from './broadcast';
import type { Shape } from './creation';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { take } from './indexing';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { isOnlyAxis } from './reduction';
import { atLeast, permuted, raveled, reshaped } from './reshaping';
import { engine } from './settings';
import { allocate, assign, copied, elements, upload, View } from './view';

/**
 * The same elements in another shape; one length may be -1 and is worked out. A view where that is possible: then
 * writes show in both.
 *
 * Shape: `newShape`, with as many elements as before. dtype: stays. NumPy: `np.reshape`.
 *
 * @example np.reshape([1, 2, 3, 4], [2, -1]) // [[1. 2.] [3. 4.]]
 * @throws NpError if the number of elements differs.
 */
export function reshape(a: ArrayLike, newShape: Shape): NDArray {
  return wrap(reshaped('np.reshape', viewFrom('np.reshape', a), typeof newShape === 'number' ? [newShape] : newShape));
}

/**
 * A view with the axes in another order; reversed without `axes`.
 *
 * Shape: the lengths in the new order of the axes. dtype: stays. NumPy: `np.transpose`.
 *
 * @example np.transpose(np.zeros([2, 3, 4]), [0, 2, 1]).shape // [2, 4, 3]
 * @throws NpError if `axes` does not name each axis once.
 */
export function transpose(a: ArrayLike, axes?: readonly number[] | null): NDArray {
  const name = 'np.transpose';
  const view = viewFrom(name, a);
  const order = axes ? normalAxes(name, axes, view.shape) : view.shape.map((_, axis) => view.shape.length - 1 - axis);
  if (order.length !== view.shape.length) {
    throw new NpError(name, 'axesIncomplete', { axes: order.join(', '), shape: shapeText(view.shape) });
  }
  return wrap(permuted(view, order));
}

/**
 * A view with two axes exchanged.
 *
 * Shape: the lengths go with their axes. dtype: stays. NumPy: `np.swapaxes`.
 *
 * @example np.swapaxes(np.zeros([2, 3, 4]), 0, 2).shape // [4, 3, 2]
 * @throws NpError if an axis does not exist.
 */
export function swapaxes(a: ArrayLike, axis1: number, axis2: number): NDArray {
  const name = 'np.swapaxes';
  const view = viewFrom(name, a);
  const first = normalAxis(name, axis1, view.shape),
    second = normalAxis(name, axis2, view.shape);
  return wrap(
    permuted(
      view,
      view.shape.map((_, axis) => (axis === first ? second : axis === second ? first : axis)),
    ),
  );
}

/**
 * A view with axes moved to other places; the others keep their order.
 *
 * Shape: the lengths go with their axes. dtype: stays. NumPy: `np.moveaxis`.
 *
 * @example np.moveaxis(np.zeros([2, 3, 4]), 0, -1).shape // [3, 4, 2]
 * @throws NpError if an axis does not exist or is named twice.
 */
export function moveaxis(
  a: ArrayLike,
  source: number | readonly number[],
  destination: number | readonly number[],
): NDArray {
  const name = 'np.moveaxis';
  const view = viewFrom(name, a);
  const from = normalAxes(name, source, view.shape),
    to = normalAxes(name, destination, view.shape);
  if (from.length !== to.length) throw new NpError(name, 'axesUneven');
  const rest = view.shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  const order = view.shape.map((_, axis) => (to.includes(axis) ? from[to.indexOf(axis)] : rest.shift()!));
  return wrap(permuted(view, order));
}

/**
 * All elements in one row, in C order; a view where that is possible.
 *
 * Shape: (a.size,). dtype: stays. NumPy: `np.ravel`.
 *
 * @example np.ravel([[1, 2], [3, 4]]) // [1. 2. 3. 4.]
 */
export function ravel(a: ArrayLike): NDArray {
  return wrap(raveled('np.ravel', viewFrom('np.ravel', a)));
}

/**
 * A copy of all elements in one row, in C order. (NumPy has it as a method only.)
 *
 * Shape: (a.size,). dtype: stays. NumPy: `a.flatten()`.
 *
 * @example np.flatten([[1, 2], [3, 4]]) // [1. 2. 3. 4.]
 */
export function flatten(a: ArrayLike): NDArray {
  return wrap(raveled('np.flatten', copied('np.flatten', viewFrom('np.flatten', a))));
}

/**
 * A view without axes of length 1: all of them, or the one given.
 *
 * Shape: that of `a` without these axes. dtype: stays. NumPy: `np.squeeze`.
 *
 * @example np.squeeze(np.zeros([1, 3, 1])).shape // [3]
 * @throws NpError if the axis given has another length.
 */
export function squeeze(a: ArrayLike, axis?: number | readonly number[] | null): NDArray {
  const name = 'np.squeeze';
  const view = viewFrom(name, a);
  const gone =
    axis === undefined || axis === null || isOnlyAxis(axis, view.shape.length)
      ? undefined
      : normalAxes(name, axis, view.shape);
  if (gone?.some((at) => view.shape[at] !== 1)) {
    throw new NpError(name, 'cannotSqueeze', { axis: String(axis), shape: shapeText(view.shape) });
  }
  const kept = view.shape.map((_, at) => at).filter((at) => (gone ? !gone.includes(at) : view.shape[at] !== 1));
  return wrap(permuted(view, kept));
}

/**
 * A view with a new axis of length 1, placed so that it is number `axis` of the result.
 *
 * Shape: that of `a` with the new axes. dtype: stays. NumPy: `np.expand_dims`.
 *
 * @example np.expand_dims([1, 2], 1).shape // [2, 1]
 * @throws NpError if there can be no such axis.
 */
export function expand_dims(a: ArrayLike, axis: number | readonly number[]): NDArray {
  const name = 'np.expand_dims';
  const view = viewFrom(name, a);
  const added = typeof axis === 'number' ? [axis] : axis;
  const places = normalAxes(name, added, view.shape, view.shape.length + added.length);
  const shape: number[] = [],
    strides: number[] = [];
  for (let at = 0, from = 0; at < view.shape.length + added.length; at++) {
    const isNew = places.includes(at);
    shape.push(isNew ? 1 : view.shape[from]);
    strides.push(isNew ? 0 : view.strides[from]);
    if (!isNew) from++;
  }
  return wrap(new View(view.storage, view.offset, shape, strides, view.readonly));
}

/**
 * A read-only view of a larger shape, in which elements are repeated.
 *
 * Shape: the one given. dtype: stays. NumPy: `np.broadcast_to`.
 *
 * @example np.broadcast_to([1, 2], [3, 2])
 * @throws NpError if the shape does not fit.
 */
export function broadcast_to(a: ArrayLike, shape: Shape): NDArray {
  const name = 'np.broadcast_to';
  const view = viewFrom(name, a);
  const wide = broadcastTo(name, view, checkedShape(name, shape));
  return wrap(new View(wide.storage, wide.offset, wide.shape, wide.strides, true));
}

/**
 * A view with the order reversed along one axis, several, or all.
 *
 * Shape: that of `a`. dtype: stays. NumPy: `np.flip`.
 *
 * @example np.flip([1, 2, 3]) // [3. 2. 1.]
 * @throws NpError if an axis does not exist.
 */
export function flip(a: ArrayLike, axis?: number | readonly number[] | null): NDArray {
  const name = 'np.flip';
  const view = viewFrom(name, a);
  const axes = axis === undefined || axis === null ? view.shape.map((_, at) => at) : normalAxes(name, axis, view.shape);
  const offset =
    view.size === 0
      ? view.offset
      : axes.reduce((sum, at) => sum + (view.shape[at] - 1) * view.strides[at], view.offset);
  const strides = view.strides.map((stride, at) => (axes.includes(at) ? -stride : stride));
  return wrap(new View(view.storage, offset, view.shape, strides, view.readonly));
}

/**
 * Each element repeated, along an axis or, without one, in one row. `repeats` is one count for all, or one for each.
 *
 * Shape: that of `a`, longer along `axis`; a vector without `axis`. dtype: stays. NumPy: `np.repeat`.
 *
 * @example np.repeat([1, 2], 2) // [1. 1. 2. 2.]
 * @example np.repeat([1, 2], [0, 3]) // [2. 2. 2.]
 * @throws NpError if the axis does not exist, a count is negative, or there are not as many as elements.
 */
export function repeat(a: ArrayLike, repeats: number | readonly number[], axis?: number | null): NDArray {
  const name = 'np.repeat';
  const counts = checkedShape(name, repeats);
  const given = viewFrom(name, a);
  const view =
    axis === undefined || axis === null || isOnlyAxis(axis, given.shape.length) ? raveled(name, given) : given;
  const at = normalAxis(name, axis ?? 0, view.shape);
  if (counts.length === 1) return wrap(stretched(name, view, at, counts[0]));
  const length = view.shape[at];
  if (counts.length !== length) throw new NpError(name, 'repeatCounts', { count: counts.length, length });
  const positions = counts.flatMap((count, i) => Array.from({ length: count }, () => i));
  return take(wrap(view), wrap(upload([positions.length], 'int32', Int32Array.from(positions))), at);
}

function stretched(name: string, view: View, axis: number, times: number): View {
  const wide = new View(
    view.storage,
    view.offset,
    view.shape.toSpliced(axis + 1, 0, times),
    view.strides.toSpliced(axis + 1, 0, 0),
  );
  return reshaped(name, copied(name, wide), view.shape.with(axis, view.shape[axis] * times));
}

/**
 * The whole array repeated along each axis.
 *
 * Shape: each length times its count. dtype: stays. NumPy: `np.tile`.
 *
 * @example np.tile([1, 2], 2) // [1. 2. 1. 2.]
 * @throws NpError if a count is negative.
 */
export function tile(a: ArrayLike, reps: Shape): NDArray {
  const name = 'np.tile';
  const given = viewFrom(name, a);
  const times = checkedShape(name, reps);
  const view = atLeast(name, given, times.length);
  const counts = [...repeated(view.shape.length - times.length, 1), ...times];
  const wide = new View(
    view.storage,
    view.offset,
    view.shape.flatMap((length, axis) => [counts[axis], length]),
    view.strides.flatMap((stride) => [0, stride]),
  );
  return wrap(
    reshaped(
      name,
      copied(name, wide),
      view.shape.map((length, axis) => length * counts[axis]),
    ),
  );
}

/** `[before, after]` for each axis; a number or one pair stands for all axes. */
export type PadWidth = number | readonly [number, number] | readonly (readonly [number, number])[];

/**
 * A border of one value around the array. `pad_width` is `[before, after]` for each axis; a number or one pair is meant
 * for all axes.
 *
 * Shape: each length plus its two widths. dtype: stays. NumPy: `np.pad`.
 *
 * @example np.pad(x, [[0, 0], [1, 1]]) // a column of zeros on either side
 * @throws NpError if a width is negative or the pairs do not match the axes.
 */
export function pad(a: ArrayLike, pad_width: PadWidth, mode: 'constant' = 'constant', constant_values = 0): NDArray {
  const name = 'np.pad';
  const view = viewFrom(name, a);
  if (mode !== 'constant') throw new NpError(name, 'padMode');
  const widths = padWidths(name, pad_width, view.shape.length);
  const value =
    typeof constant_values === 'boolean' ? constant_values : numberFrom(name, 'constant_values', constant_values);
  const border = viewFrom(name, value, view.dtype);
  const out = allocate(
    name,
    view.shape.map((length, axis) => length + widths[axis][0] + widths[axis][1]),
    view.dtype,
  );
  if (!Object.is(value, 0)) assign(name, out, broadcastTo(name, border, out.shape));
  const offset = widths.reduce((sum, [before], axis) => sum + before * out.strides[axis], 0);
  engine().copy(view, new View(out.storage, offset, view.shape, out.strides));
  return wrap(out);
}

function padWidths(name: string, width: PadWidth, rank: number): [number, number][] {
  const values = [...elements(broadcastTo(name, viewFrom(name, width), [rank, 2]))];
  checkedShape(name, values);
  return Array.from({ length: rank }, (_, axis) => [values[2 * axis], values[2 * axis + 1]]);
}
