import type { DType } from '../protocol/value';
import { checkedShape, normalAxes, normalAxis } from './axes';
import { broadcastTo, repeated, sameShape } from './broadcast';
import type { Shape } from './creation';
import { NpError, shapeText } from './errors';
import { isNDArray, wrap } from './handle';
import { operand, viewFrom, type ArrayLike, type NestedList } from './input';
import type { NDArray } from './ndarray';
import { promote } from './promotion';
import { isOnlyAxis } from './reduction';
import { permuted, raveled, reshaped } from './reshaping';
import { resolveRange } from './slices';
import { engine } from './settings';
import { allocate, copied, elements, View } from './view';

/**
 * The same elements in another shape; one length may be -1 and is worked out. A view where that is possible: then
 * writes show in both.
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
 * @example np.transpose(np.zeros([2, 3, 4]), [0, 2, 1]).shape // [2, 4, 3]
 * @throws NpError if `axes` does not name each axis once.
 */
export function transpose(a: ArrayLike, axes?: readonly number[] | null): NDArray {
  const name = 'np.transpose';
  const view = viewFrom(name, a);
  const order = axes ? normalAxes(name, axes, view.shape) : view.shape.map((_, axis) => view.shape.length - 1 - axis);
  if (order.length !== view.shape.length) {
    throw new NpError(`${name}: axes [${order.join(', ')}] do not match an array of shape ${shapeText(view.shape)}`);
  }
  return wrap(permuted(view, order));
}

/** A view with two axes exchanged. */
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
  if (from.length !== to.length) throw new NpError(`${name}: source and destination must name equally many axes`);
  const rest = view.shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  const order = view.shape.map((_, axis) => (to.includes(axis) ? from[to.indexOf(axis)] : rest.shift()!));
  return wrap(permuted(view, order));
}

/** All elements in one row, in C order; a view where that is possible. */
export function ravel(a: ArrayLike): NDArray {
  return wrap(raveled('np.ravel', viewFrom('np.ravel', a)));
}

/** A copy of all elements in one row, in C order. */
export function flatten(a: ArrayLike): NDArray {
  return wrap(raveled('np.flatten', copied('np.flatten', viewFrom('np.flatten', a))));
}

/**
 * A view without axes of length 1: all of them, or the one given.
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
    throw new NpError(
      `${name}: cannot squeeze an axis whose length is not 1: axis ${String(axis)} of shape ${shapeText(view.shape)}`,
    );
  }
  const kept = view.shape.map((_, at) => at).filter((at) => (gone ? !gone.includes(at) : view.shape[at] !== 1));
  return wrap(permuted(view, kept));
}

/**
 * A view with a new axis of length 1, placed so that it is number `axis` of the result.
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
 * @example np.broadcast_to([1, 2], [3, 2])
 * @throws NpError if the shape does not fit.
 */
export function broadcast_to(a: ArrayLike, shape: Shape): NDArray {
  const name = 'np.broadcast_to';
  const view = viewFrom(name, a);
  const wide = broadcastTo(name, view, checkedShape(name, shape));
  return wrap(new View(wide.storage, wide.offset, wide.shape, wide.strides, true));
}

function several(name: string, arrays: NestedList | NDArray): View[] {
  const list = isNDArray(arrays) ? [...arrays] : arrays;
  if (!Array.isArray(list) || list.length === 0) throw new NpError(`${name}: need at least one array, in a list`);
  const near = list.find((item) => isNDArray(item));
  return list.map((item: ArrayLike) => {
    const value = operand(name, item, near);
    return typeof value === 'object' ? value : viewFrom(name, value);
  });
}

function joined(name: string, views: readonly View[], axis: number): View {
  const [first] = views;
  const shape = [...first.shape];
  let dtype: DType = first.dtype;
  shape[axis] = 0;
  for (const view of views) {
    if (!sameShape(view.shape.toSpliced(axis, 1), first.shape.toSpliced(axis, 1))) {
      throw new NpError(
        `${name}: arrays must have equal shapes except along axis ${axis}, not ${views.map((v) => shapeText(v.shape)).join(' ')}`,
      );
    }
    shape[axis] += view.shape[axis];
    dtype = promote(dtype, view.dtype);
  }
  const out = allocate(name, shape, dtype);
  let start = 0;
  for (const view of views) {
    engine().copy(view, new View(out.storage, start * out.strides[axis], view.shape, out.strides));
    start += view.shape[axis];
  }
  return out;
}

/**
 * Arrays joined along an axis that they have; `null` joins all elements in one row.
 *
 * @example np.concatenate([[1, 2], [3]]) // [1. 2. 3.]
 * @throws NpError if the shapes differ along another axis.
 */
export function concatenate(arrays: NestedList | NDArray, axis: number | null = 0): NDArray {
  const name = 'np.concatenate';
  const views = several(name, arrays);
  if (axis === null)
    return wrap(
      joined(
        name,
        views.map((view) => raveled(name, view)),
        0,
      ),
    );
  if (views.some((view) => view.shape.length === 0))
    throw new NpError(`${name}: arrays of rank 0 cannot be concatenated; use np.stack`);
  return wrap(joined(name, views, normalAxis(name, axis, views[0].shape)));
}

/**
 * Arrays of one shape joined along a new axis.
 *
 * @example np.stack([[1, 2], [3, 4]], 1) // [[1. 3.] [2. 4.]]
 * @throws NpError if the shapes differ.
 */
export function stack(arrays: NestedList | NDArray, axis = 0): NDArray {
  const name = 'np.stack';
  const views = several(name, arrays);
  const [{ shape }] = views;
  if (views.some((view) => !sameShape(view.shape, shape))) {
    throw new NpError(
      `${name}: all arrays must have the same shape, not ${views.map((view) => shapeText(view.shape)).join(' ')}`,
    );
  }
  const at = normalAxis(name, axis, shape, shape.length + 1);
  const raised = views.map(
    (view) => new View(view.storage, view.offset, view.shape.toSpliced(at, 0, 1), view.strides.toSpliced(at, 0, 0)),
  );
  return wrap(joined(name, raised, at));
}

/** Rows joined below each other; a list counts as one row. */
export function vstack(arrays: NestedList | NDArray): NDArray {
  const rows = several('np.vstack', arrays).map((view) => atLeast('np.vstack', view, 2));
  return wrap(joined('np.vstack', rows, 0));
}

/** Arrays joined side by side: along axis 1, or end to end where they have only one. */
export function hstack(arrays: NestedList | NDArray): NDArray {
  const views = several('np.hstack', arrays).map((view) => atLeast('np.hstack', view, 1));
  return wrap(joined('np.hstack', views, views[0].shape.length === 1 ? 0 : 1));
}

function atLeast(name: string, view: View, rank: number): View {
  const missing = Math.max(rank - view.shape.length, 0);
  return missing === 0 ? view : reshaped(name, view, [...repeated(missing, 1), ...view.shape]);
}

/**
 * Views of equal parts, or of parts cut before the given positions.
 *
 * @example np.split(np.arange(4), 2) // [0 1] and [2 3]
 * @throws NpError if the axis cannot be cut into that many equal parts.
 */
export function split(a: ArrayLike, parts: number | readonly number[], axis = 0): NDArray[] {
  const name = 'np.split';
  const view = viewFrom(name, a);
  const at = normalAxis(name, axis, view.shape);
  const length = view.shape[at];
  if (typeof parts === 'number' && !(parts > 0 && length % parts === 0)) {
    throw new NpError(
      `${name}: axis ${axis} of shape ${shapeText(view.shape)} does not split into ${parts} equal parts`,
    );
  }
  const cuts =
    typeof parts === 'number' ? Array.from({ length: parts - 1 }, (_, i) => ((i + 1) * length) / parts) : parts;
  return [...cuts, undefined].map((stop, i) => {
    const { first, count } = resolveRange({ start: i === 0 ? 0 : cuts[i - 1], stop, step: 1 }, length);
    const offset = view.offset + (count > 0 ? first * view.strides[at] : 0);
    return wrap(new View(view.storage, offset, view.shape.with(at, count), view.strides, view.readonly));
  });
}

/**
 * A view with the order reversed along one axis, several, or all.
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
 * Each element repeated, along an axis or, without one, in one row.
 *
 * @example np.repeat([1, 2], 2) // [1. 1. 2. 2.]
 * @throws NpError if the axis does not exist or the count is negative.
 */
export function repeat(a: ArrayLike, repeats: number, axis?: number | null): NDArray {
  const name = 'np.repeat';
  const [times] = checkedShape(name, repeats);
  const given = viewFrom(name, a);
  const view =
    axis === undefined || axis === null || isOnlyAxis(axis, given.shape.length) ? raveled(name, given) : given;
  const at = normalAxis(name, axis ?? 0, view.shape) + 1;
  const wide = new View(
    view.storage,
    view.offset,
    view.shape.toSpliced(at, 0, times),
    view.strides.toSpliced(at, 0, 0),
  );
  return wrap(reshaped(name, copied(name, wide), view.shape.with(at - 1, view.shape[at - 1] * times)));
}

/**
 * The whole array repeated along each axis.
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
 * @example np.pad(x, [[0, 0], [1, 1]]) // a column of zeros on either side
 * @throws NpError if a width is negative or the pairs do not match the axes.
 */
export function pad(a: ArrayLike, pad_width: PadWidth, mode: 'constant' = 'constant', constant_values = 0): NDArray {
  const name = 'np.pad';
  const view = viewFrom(name, a);
  if (mode !== 'constant') throw new NpError(`${name}: the only mode here is 'constant'`);
  const widths = padWidths(name, pad_width, view.shape.length);
  const out = allocate(
    name,
    view.shape.map((length, axis) => length + widths[axis][0] + widths[axis][1]),
    view.dtype,
  );
  if (constant_values !== 0) engine().fill(constant_values, out);
  const offset = widths.reduce((sum, [before], axis) => sum + before * out.strides[axis], 0);
  engine().copy(view, new View(out.storage, offset, view.shape, out.strides));
  return wrap(out);
}

function padWidths(name: string, width: PadWidth, rank: number): [number, number][] {
  const values = [...elements(broadcastTo(name, viewFrom(name, width), [rank, 2]))];
  checkedShape(name, values);
  return Array.from({ length: rank }, (_, axis) => [values[2 * axis], values[2 * axis + 1]]);
}
