import type { ReduceOp, Storage, Strided } from '../engines/engine';
import type { DType } from '../protocol/value';
import { normalAxes } from './axes';
import { explained } from './binaryOperation';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import type { NDArray } from './ndarray';
import { engine } from './settings';
import { sizeOf, unwritten, View } from './view';

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
  const rank = view.shape.length;
  const reduced =
    axis === undefined || axis === null || (lenient && isOnlyAxis(axis, rank))
      ? view.shape.map((_, a) => a)
      : normalAxes(name, axis, view.shape).sort((a, b) => a - b);
  const kept = view.shape.map((_, a) => a).filter((a) => !reduced.includes(a));
  const order = [...kept, ...reduced];
  const moved =
    reduced.length === rank
      ? view
      : new View(
          view.storage,
          view.offset,
          order.map((a) => view.shape[a]),
          order.map((a) => view.strides[a]),
        );
  let count = 1;
  for (const a of reduced) count *= view.shape[a];
  return {
    view: moved,
    rank: reduced.length,
    shape: keepdims
      ? view.shape.map((length, a) => (reduced.includes(a) ? 1 : length))
      : kept.map((a) => view.shape[a]),
    whole: (axis === undefined || axis === null) && !keepdims,
    count,
  };
}

/** Runs a reduction into a new array, or into a number where `reduction.whole`. */
export function reduceTo(
  name: string,
  reduction: Reduction,
  dtype: DType,
  run: (x: Strided, rank: number, out: Storage) => void,
): NDArray | number {
  // A whole sum of integers is a number and need not fit int32.
  const stored = reduction.whole && dtype === 'int32' ? 'float64' : dtype;
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
