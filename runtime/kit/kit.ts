/** What exercises are given beside np: `import { im2col } from 'kit'`. */
import * as np from '../np/np';
import type { NDArray } from '../np/np';

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

/** Places of a window of `size` along an axis of `length`. */
function placesAlong(length: number, size: number, stride: number, pad: number): number {
  const places = Math.floor((length + 2 * pad - size) / stride) + 1;
  if (places < 1) throw new np.NpError(`a window of ${size} does not fit into ${length} with padding ${pad}`);
  return places;
}

/** `start:stop:step` of the pixels that meet entry `at` of the window, at each of its places. */
const under = (at: number, places: number, stride: number): string =>
  `${at}:${at + stride * (places - 1) + 1}:${stride}`;

/**
 * Writes the image patch under each place of a filter as one row.
 *
 * @param x images, shape (N, C, H, W)
 * @returns shape (N * OH * OW, C * filterHeight * filterWidth)
 */
export function im2col(x: NDArray, filterHeight: number, filterWidth: number, stride = 1, pad = 0): NDArray {
  const [N, C, H, W] = imageShape('im2col', x.shape);
  const OH = placesAlong(H, filterHeight, stride, pad);
  const OW = placesAlong(W, filterWidth, stride, pad);
  const padded = np.pad(x, [
    [0, 0],
    [0, 0],
    [pad, pad],
    [pad, pad],
  ]);
  const col = np.zeros([N, C, filterHeight, filterWidth, OH, OW], x.dtype);
  for (let y = 0; y < filterHeight; y++) {
    for (let z = 0; z < filterWidth; z++) {
      col.set([':', ':', y, z], padded.slice(':', ':', under(y, OH, stride), under(z, OW, stride)));
    }
  }
  return np.reshape(np.transpose(col, [0, 4, 5, 1, 2, 3]), [N * OH * OW, C * filterHeight * filterWidth]);
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
  const [N, C, H, W] = imageShape('col2im', inputShape);
  const OH = placesAlong(H, filterHeight, stride, pad);
  const OW = placesAlong(W, filterWidth, stride, pad);
  const patches = np.transpose(np.reshape(col, [N, OH, OW, C, filterHeight, filterWidth]), [0, 3, 4, 5, 1, 2]);
  const padded = np.zeros([N, C, H + 2 * pad, W + 2 * pad], col.dtype);
  for (let y = 0; y < filterHeight; y++) {
    for (let z = 0; z < filterWidth; z++) {
      const pixels = padded.slice(':', ':', under(y, OH, stride), under(z, OW, stride));
      pixels.set('...', np.add(pixels, patches.slice(':', ':', y, z)));
    }
  }
  return np.copy(padded.slice(':', ':', `${pad}:${pad + H}`, `${pad}:${pad + W}`));
}

/**
 * The largest entry under each place of a window, and where in the window it stood (counted row by row; of equals the first).
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
  const [N, C, H, W] = imageShape('maxPool', x.shape);
  const OH = placesAlong(H, height, stride, pad);
  const OW = placesAlong(W, width, stride, pad);
  const windows = np.reshape(im2col(x, height, width, stride, pad), [N * OH * OW * C, height * width]);
  const images = (flat: NDArray) => np.transpose(np.reshape(flat, [N, OH, OW, C]), [0, 3, 1, 2]);
  return { values: images(np.max(windows, 1)), positions: images(np.argmax(windows, 1)) };
}

/** target[rows[i]] += values[i] for each i in turn, so that a row that comes twice is added to twice. Changes `target`. */
export function addAt(target: NDArray, rows: NDArray, values: NDArray): void {
  for (let i = 0; i < rows.size; i++) {
    const at = rows.item(i);
    target.set([at], np.add(target.slice(at), values.slice(i)));
  }
}

function imageShape(name: string, shape: number[]): [number, number, number, number] {
  const [N, C, H, W, ...others] = shape;
  if (N === undefined || C === undefined || H === undefined || W === undefined || others.length > 0) {
    throw new np.NpError(`${name}: images of shape (N, C, H, W) expected, found (${shape.join(', ')})`);
  }
  return [N, C, H, W];
}
