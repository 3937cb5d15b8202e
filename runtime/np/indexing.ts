import { sameShape, sizeOf } from '../engines/layout';
import { add } from './arithmetic';
import { normalAxis } from './axes';
import { broadcastTo, repeated } from './broadcast';
import { NpError, shapeText } from './errors';
import { combined, resolveIndex, type IndexPart, type Lookup } from './fancyIndex';
import { isNDArray, viewOf, wrap } from './handle';
import { checkInt32 } from './hostArray';
import { asView, operand, positionsFrom, viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { checkCast } from './promotion';
import { nonzeroViews } from './nonzero';
import { isOnlyAxis } from './reduction';
import { permuted, raveled } from './reshaping';
import { checkedPosition } from './slices';
import { engine } from './settings';
import { allocate, assign, cast, copied, elements, mayOverlap, unwritten, upload, View } from './view';

function gathered(name: string, { target, rank, positions }: Lookup): View {
  const out = unwritten(name, [...positions.shape, ...target.shape.slice(rank)], target.dtype);
  engine().gather(target, rank, positions.storage, out.storage);
  return out;
}

/** The looked-up axes, which stand first, moved to axis `place`. */
function placed(view: View, count: number, place: number): View {
  const axes = view.shape.map((_, axis) => axis);
  return permuted(view, [...axes.slice(count, count + place), ...axes.slice(0, count), ...axes.slice(count + place)]);
}

/** x[index] as NumPy reads it. */
function readIndex(name: string, view: View, index: readonly IndexPart[]): View {
  const found = resolveIndex(name, view, index);
  return found instanceof View ? found : placed(gathered(name, found), found.positions.shape.length, found.place);
}

/** x[index] = value as NumPy writes it; with `add`, what is written to one element several times adds up. */
export function writeIndex(
  name: string,
  view: View,
  index: readonly IndexPart[],
  value: ArrayLike,
  mode: 'set' | 'add' = 'set',
): void {
  if (view.readonly) throw new NpError(name, 'readOnly');
  const found = resolveIndex(name, view, index);
  if (found instanceof View) {
    const given = viewFrom(name, value, mode === 'set' && !isNDArray(value) ? view.dtype : undefined);
    const wide = broadcastTo(name, leadingOnesDropped(given, found.shape.length), found.shape);
    return assign(name, found, mode === 'add' ? viewFrom(name, add(wrap(found), wrap(wide))) : wide);
  }
  writeLookup(name, found, value, mode);
}

export function writeLookup(
  name: string,
  { target, rank, positions, place }: Lookup,
  value: ArrayLike,
  mode: 'set' | 'add' = 'set',
): void {
  const given = viewFrom(name, value, mode === 'set' && !isNDArray(value) ? target.dtype : undefined);
  const below = target.shape.slice(rank);
  const shape = [...below.slice(0, place), ...positions.shape, ...below.slice(place)];
  const wide = broadcastTo(name, leadingOnesDropped(given, shape.length), shape);
  const axes = shape.map((_, axis) => axis);
  const count = positions.shape.length;
  const values = permuted(wide, [
    ...axes.slice(place, place + count),
    ...axes.slice(0, place),
    ...axes.slice(place + count),
  ]);
  if (mode === 'add' && target.dtype === 'int32') {
    // In float64, where no sum wraps round.
    const sums = copied(name, target, 'float64');
    engine().scatter(mode, sums, rank, positions.storage, cast(name, cast(name, values, 'int32'), 'float64'));
    checkInt32(name, elements(sums));
    return assign(name, target, cast(name, sums, 'int32'));
  }
  const typed = cast(name, values, target.dtype);
  engine().scatter(mode, target, rank, positions.storage, mayOverlap(typed, target) ? copied(name, typed) : typed);
}

/** An assigned value may have more axes than its target, as long as they have length 1. */
export function leadingOnesDropped(value: View, rank: number): View {
  let extra = 0;
  while (value.shape.length - extra > rank && value.shape[extra] === 1) extra++;
  return extra === 0
    ? value
    : new View(value.storage, value.offset, value.shape.slice(extra), value.strides.slice(extra));
}

/**
 * Elements at integer positions along an axis; without one, of the array in one row.
 *
 * Shape: that of `indices` in the place of `axis`; that of `indices` alone without `axis`. dtype: stays.
 * NumPy: `np.take`.
 *
 * @example np.take([[1, 2], [3, 4]], [1, 0], 1) // [[2. 1.] [4. 3.]]
 * @throws NpError if a position is out of bounds.
 */
export function take(a: ArrayLike, indices: ArrayLike, axis?: number | null): NDArray {
  return wrap(taken('np.take', viewFrom('np.take', a), indices, axis));
}

function taken(name: string, given: View, indices: ArrayLike, axis: number | null | undefined): View {
  const view =
    axis === undefined || axis === null || isOnlyAxis(axis, given.shape.length) ? raveled(name, given) : given;
  const along = normalAxis(name, axis ?? 0, view.shape);
  const chosen = positionsFrom(name, indices);
  // Where it comes to no look-up, NumPy does not check the positions.
  if (sizeOf(view.shape.slice(0, along)) === 0 && view.shape[along] > 0) {
    return allocate(name, view.shape.toSpliced(along, 1, ...chosen.shape), view.dtype);
  }
  const target = permuted(view, [along, ...view.shape.map((_, at) => at).filter((at) => at !== along)]);
  const positions = combined(name, [chosen], target, [along]);
  return placed(gathered(name, { target, rank: 1, positions, place: along }), chosen.shape.length, along);
}

/**
 * Elements at integer positions along an axis, the first by default: NumPy's `a[[2, 0]]`.
 *
 * Shape: that of `indices` in the place of `axis`. dtype: stays. NumPy: `a[[2, 0]]`.
 *
 * @example np.iindex(np.eye(3), [2, 0]) // rows 2 and 0: one-hot vectors of the labels
 * @throws NpError if a position is out of bounds.
 */
export function iindex(a: ArrayLike, indices: ArrayLike, axis = 0): NDArray {
  return wrap(taken('np.iindex', viewFrom('np.iindex', a), indices, axis));
}

/**
 * Elements where a mask is true: NumPy's `a[mask]`. The mask covers the first axes of `a`, or one axis if it is given.
 *
 * Shape: a vector of what is chosen, in the place of the axes that the mask covers. dtype: stays. NumPy: `a[mask]`.
 *
 * @example np.bindex(x, np.greater(x, 0)) // the positive elements in one row
 * @throws NpError if the mask is not bool or does not fit.
 */
export function bindex(a: ArrayLike, mask: ArrayLike, axis?: number): NDArray {
  const name = 'np.bindex';
  const view = viewFrom(name, a);
  const test = maskFrom(name, mask);
  const along = normalAxis(name, axis ?? 0, view.shape, Math.max(view.shape.length, 1));
  if (axis !== undefined && test.shape.length === 1)
    return wrap(readIndex(name, view, [...repeated(along, ':'), wrap(test)]));
  if (!sameShape(test.shape, view.shape.slice(0, test.shape.length))) {
    throw new NpError(name, 'maskShape', { mask: shapeText(test.shape), shape: shapeText(view.shape) });
  }
  let count = 0;
  for (const value of elements(test)) count += value;
  const out = unwritten(name, [count, ...view.shape.slice(test.shape.length)], view.dtype);
  engine().compress(view, test, out.storage);
  return wrap(out);
}

function maskFrom(name: string, mask: ArrayLike): View {
  const view = viewFrom(name, mask);
  if (view.dtype !== 'bool') throw new NpError(name, 'maskNotBool', { dtype: view.dtype });
  return view;
}

/**
 * Several axes indexed at once by positions, slices, integer arrays and masks: NumPy's `a[i, j, ...]`, but axes that
 * come of arrays always stand first.
 *
 * Shape: the index arrays broadcast together, then the axes of the slices. dtype: stays. NumPy: `a[i, j, ...]`.
 *
 * @example np.vindex(y, np.arange(n), labels) // y[0, labels[0]], y[1, labels[1]], ...
 * @throws NpError if an index is out of bounds or arrays do not broadcast.
 */
export function vindex(a: ArrayLike, ...indices: IndexPart[]): NDArray {
  const name = 'np.vindex';
  const found = resolveIndex(name, viewFrom(name, a), indices);
  return wrap(found instanceof View ? found : gathered(name, found));
}

/**
 * Writes into the array as if it lay in one row; values are repeated as needed.
 *
 * Shape: any; `indices` count through `a` in one row. dtype: that of `a`; values are cast to it. NumPy: `np.put`.
 *
 * @example np.put(x, [0, 2], 9) // the first and the third element become 9
 * @throws NpError if a position is out of bounds.
 */
export function put(a: NDArray, indices: ArrayLike, values: ArrayLike): void {
  const name = 'np.put';
  const target = writable(name, a);
  const chosen = elements(positionsFrom(name, indices));
  const source = elements(viewFrom(name, values, isNDArray(values) ? undefined : target.dtype));
  if (chosen.length > 0 && source.length === 0) return;
  const positions = Int32Array.from(chosen, (at) => checkedPosition(name, at, 0, target.size));
  const repeated = Float64Array.from(positions, (_, i) => source[i % source.length]);
  const typed = cast(name, upload([positions.length], 'float64', repeated), target.dtype);
  if (target.shape.length === 0) return positions.length > 0 ? assign(name, target, last(typed)) : undefined;
  engine().scatter('set', target, target.shape.length, engine().upload('int32', positions), typed);
}

function last(row: View): View {
  return new View(row.storage, row.offset + row.size - 1, [], []);
}

/**
 * Writes where a mask of the same shape is true: NumPy's `a[mask] = value`. An array of values is read at the same
 * places, and repeated if it is shorter.
 *
 * Shape: `mask` has that of `a`. dtype: that of `a`; values are cast to it. NumPy: `np.putmask`.
 *
 * @example np.putmask(dx, np.less_equal(x, 0), 0)
 * @throws NpError if the mask's shape differs.
 */
export function putmask(a: NDArray, mask: ArrayLike, values: ArrayLike): void {
  const name = 'np.putmask';
  const target = writable(name, a);
  const test = viewFrom(name, mask);
  if (test.size !== target.size) {
    throw new NpError(name, 'maskSameShape', { mask: shapeText(test.shape), shape: shapeText(target.shape) });
  }
  const flat = nonzeroViews(raveled(name, test))[0];
  const source = elements(safely(name, values, a));
  if (source.length === 0) return;
  put(
    a,
    wrap(flat),
    wrap(
      upload(
        [flat.size],
        'float64',
        Float64Array.from(elements(flat), (at) => source[at % source.length]),
      ),
    ),
  );
}

/**
 * Writes one value after the other where a mask is true, starting again when they run out.
 *
 * Shape: `mask` has as many elements as `a`. dtype: that of `a`; values are cast to it. NumPy: `np.place`.
 *
 * @example np.place(x, np.isnan(x), [0])
 * @throws NpError if the mask's size differs, or there is no value.
 */
export function place(a: NDArray, mask: ArrayLike, values: ArrayLike): void {
  const name = 'np.place';
  const target = writable(name, a);
  const test = viewFrom(name, mask);
  if (test.size !== target.size) {
    throw new NpError(name, 'maskSameSize', { mask: shapeText(test.shape), shape: shapeText(target.shape) });
  }
  const flat = nonzeroViews(raveled(name, test))[0];
  const source = safely(name, values, a);
  if (flat.size > 0 && source.size === 0) throw new NpError(name, 'nothingToInsert');
  put(a, wrap(flat), wrap(source));
}

/**
 * Overwrites an array, or a slice of one, with values broadcast to its shape: NumPy's `dst[...] = src`. Overlapping
 * memory behaves as if `src` had been copied before.
 *
 * Shape: `src` is broadcast to `dst`. dtype: that of `dst`; floats are not cut to integers. NumPy: `np.copyto`.
 *
 * @example np.copyto(x.slice('0'), 5) // the first row becomes 5
 * @throws NpError if the shapes cannot be broadcast, or floats would be written into integers.
 */
export function copyto(dst: NDArray, src: ArrayLike): void {
  const name = 'np.copyto';
  const target = writable(name, dst);
  const source = operand(name, src, dst);
  checkCast(name, source, target.dtype, 'same kind');
  assign(name, target, broadcastTo(name, asView(source, target.dtype), target.shape));
}

function safely(name: string, values: ArrayLike, a: NDArray): View {
  const { dtype } = viewOf(a);
  if (!isNDArray(values)) return viewFrom(name, values, dtype);
  checkCast(name, viewOf(values), dtype, 'safe');
  return viewOf(values);
}

export function writable(name: string, a: unknown): View {
  if (!isNDArray(a)) throw new NpError(name, 'notWritable');
  const view = viewOf(a);
  if (view.readonly) throw new NpError(name, 'readOnly');
  return view;
}

/**
 * Positions of the elements that are not 0, in C order: one int32 array per axis.
 *
 * Shape: a.ndim vectors. dtype: int32. NumPy: `np.nonzero`.
 *
 * @example np.nonzero([[1, 0], [0, 2]]) // [0 1] and [0 1]
 * @throws NpError for an array of rank 0.
 */
export function nonzero(a: ArrayLike): NDArray[] {
  return nonzeroViews(viewFrom('np.nonzero', a)).map(wrap);
}

/** np.add.at of NumPy, for the runtime's kit: x[index] += values, where several values may meet in one element. */
export function addAtIndex(x: NDArray, index: IndexPart | readonly IndexPart[], values: ArrayLike): void {
  const parts = Array.isArray(index) ? (index as readonly IndexPart[]) : [index as IndexPart];
  writeIndex('addAt', writable('addAt', x), parts, values, 'add');
}
