import type { Elements } from '../engines/engine';
import { sizeOf } from '../engines/layout';
import { normalAxis } from './axes';
import { broadcastTo } from './broadcast';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf, wrap } from './handle';
import { leadingOnesDropped, writable, writeIndex, writeLookup } from './indexing';
import { positionsFrom, viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { engine } from './settings';
import { checkedPosition } from './slices';
import { cast, copied, elements, mayOverlap, unwritten, upload, View } from './view';

/**
 * One element per position of `indices` along `axis`: out[i, j] = a[i, indices[i, j]] for axis 1. Other axes are
 * broadcast.
 *
 * Shape: `indices` and `a` broadcast together but for `axis`, which is as long as in `indices`. dtype: stays; `indices`
 * hold whole numbers. NumPy: `np.take_along_axis`.
 *
 * @example np.take_along_axis(y, labels.reshape(-1, 1), 1)
 * @throws NpError if ranks differ or a position is out of bounds.
 */
export function take_along_axis(a: ArrayLike, indices: ArrayLike, axis: number): NDArray {
  const name = 'np.take_along_axis';
  const { view, index, along } = aligned(name, viewFrom(name, a), indices, axis);
  const out = unwritten(name, index.shape, view.dtype);
  engine().takeAlong(view, along, index, out.storage);
  return wrap(out);
}

function aligned(name: string, given: View, indices: ArrayLike, axis: number) {
  const along = normalAxis(name, axis, given.shape);
  const chosen = positionsFrom(name, indices);
  if (chosen.shape.length !== given.shape.length) {
    throw new NpError(name, 'indexRank', { indices: shapeText(chosen.shape), shape: shapeText(given.shape) });
  }
  const length = given.shape[along];
  const asked = elements(chosen);
  const positions = new Int32Array(asked.length);
  for (let i = 0; i < positions.length; i++) positions[i] = checkedPosition(name, asked[i], along, length);
  const index = upload(chosen.shape, 'int32', positions);
  const common = chosen.shape.map((own, at) => (at === along ? own : own === 1 ? given.shape[at] : own));
  const view = broadcastTo(name, given, common.with(along, length));
  return { view, index: broadcastTo(name, index, common), along };
}

/**
 * Writes one element per position along `axis`: a[i, indices[i, j]] = values[i, j] for axis 1.
 *
 * Shape: `indices` and `values` are broadcast to `a` but for `axis`. dtype: that of `a`; values are cast to it.
 * NumPy: `np.put_along_axis`.
 *
 * @example np.put_along_axis(y, labels.reshape(-1, 1), 1, 1) // y[i, labels[i]] = 1
 * @throws NpError if ranks differ or a position is out of bounds.
 */
export function put_along_axis(a: NDArray, indices: ArrayLike, values: ArrayLike, axis: number): void {
  const name = 'np.put_along_axis';
  const target = writable(name, a);
  if (putUnseen(name, target, indices, values, axis)) return;
  const { index, along } = aligned(name, target, indices, axis);
  if (index.shape.every((length, at) => at === along || length === target.shape[at])) {
    const positions = positionsAlong(elements(index), index.shape, along, target.shape[along]);
    return writeLookup(
      name,
      { target, rank: target.shape.length, positions: upload(index.shape, 'int32', positions), place: 0 },
      values,
    );
  }
  const grid = index.shape.map((length, at) => {
    if (at === along) return index;
    const count = engine().alloc('int32', length);
    engine().iota(count, 0, 1);
    return new View(
      count,
      0,
      index.shape.map((_, k) => (k === at ? length : 1)),
      index.shape.map((_, k) => (k === at ? 1 : 0)),
    );
  });
  writeIndex(name, target, grid.map(wrap), values);
}

/** Whether the engine did it, because it knows these indices to be good: it made them, as the positions of maxima are. */
function putUnseen(name: string, target: View, indices: ArrayLike, values: ArrayLike, axis: number): boolean {
  const on = engine();
  if (on.putAlong === undefined || !isNDArray(indices)) return false;
  const index = viewOf(indices);
  const along = normalAxis(name, axis, target.shape);
  const { shape } = index;
  if (shape.length !== target.shape.length || index.dtype !== 'int32') return false;
  if (shape.some((length, at) => at !== along && length !== target.shape[at])) return false;
  const given = viewFrom(name, values, isNDArray(values) ? undefined : target.dtype);
  const typed = cast(name, broadcastTo(name, leadingOnesDropped(given, shape.length), shape), target.dtype);
  return on.putAlong(target, along, index, mayOverlap(typed, target) ? copied(name, typed) : typed);
}

/** The elements of `index` as positions in C order of an array that has `length` elements along that axis, and is else of its shape. */
function positionsAlong(index: Elements, shape: readonly number[], along: number, length: number): Int32Array {
  const inner = sizeOf(shape.slice(along + 1));
  const positions = new Int32Array(index.length);
  let k = 0;
  for (let outer = 0; k < positions.length; outer += length * inner) {
    for (let at = 0; at < shape[along]; at++) {
      for (let i = 0; i < inner; i++, k++) positions[k] = outer + index[k] * inner + i;
    }
  }
  return positions;
}
