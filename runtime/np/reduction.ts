import type { ReduceOp, Storage, Strided } from '../engines/engine';
import type { DType } from '../protocol/value';
import { checkFlag } from './arguments';
import { normalAxes } from './axes';
import { explained } from './binaryOperation';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import type { NDArray } from './ndarray';
import { permuted } from './reshaping';
import { engine } from './settings';
import { unwritten, type View } from './view';
import { sizeOf } from '../engines/layout';

/** One axis, several, or none given: all of them. */
export type Axis = number | readonly number[] | null | undefined;

/** NumPy takes axis 0 of an array of rank 0 for all there is, in most functions. */
export function isOnlyAxis(axis: Axis, rank: number): boolean {
  return rank === 0 && (axis === 0 || axis === -1);
}

/** A reduction planned: the reduced axes moved to the end, and the shape of what is left. */
export interface Reduction {
  view: View;
  rank: number;
  shape: number[];
  /** No axis was given and none is to be kept: the result is a plain number. */
  whole: boolean;
  /** Elements that meet in each result. */
  count: number;
}

export function plan(name: string, view: View, axis: Axis, keepdims: boolean, lenient = false): Reduction {
  checkFlag(name, 'keepdims', keepdims);
  const rank = view.shape.length;
  const everywhere = axis === undefined || axis === null;
  if (everywhere || (lenient && isOnlyAxis(axis, rank))) {
    const shape = keepdims ? view.shape.map(() => 1) : [];
    return { view, rank, shape, whole: everywhere && !keepdims, count: view.size };
  }
  const reduced = normalAxes(name, axis, view.shape);
  const kept: number[] = [],
    last: number[] = [],
    shape: number[] = [];
  let count = 1;
  for (let a = 0; a < rank; a++) {
    const length = view.shape[a];
    const goes = reduced.includes(a);
    (goes ? last : kept).push(a);
    if (goes) count *= length;
    if (keepdims || !goes) shape.push(goes ? 1 : length);
  }
  const stay = last.length === 0 || last[0] === kept.length;
  const moved = stay ? view : permuted(view, [...kept, ...last]);
  return { view: moved, rank: last.length, shape, whole: false, count };
}

/** Runs a reduction into a new array, or into a number where `reduction.whole`. */
export function reduceTo(
  name: string,
  reduction: Reduction,
  dtype: DType,
  run: (x: Strided, rank: number, out: Storage) => void,
  // A whole sum of integers is a number and need not fit int32.
  stored: DType = reduction.whole && dtype === 'int32' ? 'float64' : dtype,
): NDArray | number {
  const out = unwritten(name, reduction.shape, stored);
  try {
    run(reduction.view, reduction.rank, out.storage);
  } catch (error) {
    throw explained(name, error);
  }
  return reduction.whole ? engine().readOne(out.storage, 0) : wrap(out);
}

export function reduceWith(
  name: string,
  op: ReduceOp,
  view: View,
  axis: Axis,
  keepdims: boolean,
  dtype: DType,
): NDArray | number {
  const reduction = plan(name, view, axis, keepdims, true);
  if ((op === 'max' || op === 'min') && reduction.count === 0 && sizeOf(reduction.shape) !== 0) {
    throw new NpError(name, op === 'max' ? 'emptyNoMaximum' : 'emptyNoMinimum', { shape: shapeText(view.shape) });
  }
  return reduceTo(name, reduction, dtype, (x, rank, out) => engine().reduce(op, x, rank, out));
}
