/** What exercises are given beside np: `import { im2col } from 'kit'`. */
import { addAtIndex } from '../np/indexing';
import type { NDArray } from '../np/np';
import { col2imWindows, im2colWindows, poolWindows } from '../np/windows';

/** Labelled images: one flattened image per row of `x`, its digit in `t`. */
export interface Digits {
  /** shape (N, pixels), from 0 to 1 */
  x: NDArray;
  /** shape (N,), whole numbers */
  t: NDArray;
}

/**
 * Call it in your training loop, with the number of the step that has just been taken and your net's `predict`, which
 * gives one row of scores (or one score) per row of its input. What it predicts is what the charts show.
 */
export type Report = (step: number, predict: (x: NDArray) => NDArray) => void;

/**
 * Writes the image patch under each place of a filter as one row.
 *
 * @param x images, shape (N, C, H, W)
 * @returns shape (N * OH * OW, C * filterHeight * filterWidth)
 */
export function im2col(x: NDArray, filterHeight: number, filterWidth: number, stride = 1, pad = 0): NDArray {
  return im2colWindows(x, { height: filterHeight, width: filterWidth, stride, pad });
}

/**
 * Adds each row back to the pixels that `im2col` took it from: the gradient of `im2col`.
 *
 * @param col shape (N * OH * OW, C * filterHeight * filterWidth)
 * @param inputShape shape of the images, (N, C, H, W)
 */
export function col2im(
  col: NDArray,
  inputShape: number[],
  filterHeight: number,
  filterWidth: number,
  stride = 1,
  pad = 0,
): NDArray {
  return col2imWindows(col, inputShape, { height: filterHeight, width: filterWidth, stride, pad });
}

/**
 * The largest entry under each place of a window, and where in its image it stood (rows counted one after the other; of
 * equals the first). What pads an image is never the largest.
 *
 * @param x images, shape (N, C, H, W)
 * @returns two arrays of shape (N, C, OH, OW)
 */
export function maxPool(
  x: NDArray,
  height: number,
  width: number,
  stride = height,
  pad = 0,
): { values: NDArray; positions: NDArray } {
  const { pooled, positions } = poolWindows('max', x, { height, width, stride, pad });
  return { values: pooled, positions };
}

/** target[rows[i]] += values[i] for each i in turn, so that a row that comes twice is added to twice. Changes `target`. */
export function addAt(target: NDArray, rows: NDArray, values: NDArray): void {
  addAtIndex(target, rows, values);
}
