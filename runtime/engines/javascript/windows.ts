import type { Elements, PoolOp, Storage, Strided, Window } from '../engine';
import { windowSteps } from '../windowSteps';
import { elementsOf } from './hostStorage';

/**
 * Calls `visit` for each run of pixels that im2col copies: where it starts in the image and in the columns, and its length.
 * Padding is left out.
 */
function eachRun(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  window: Window,
  visit: (image: number, column: number, length: number) => void,
): void {
  const [images, channels, height, width] = shape;
  const [ofImage, ofChannel, ofRow, ofColumn] = strides;
  const down = windowSteps(height, window.height, window);
  const across = windowSteps(width, window.width, window);
  let column = 0;
  for (let n = 0; n < images; n++) {
    for (let r = 0; r < down; r++) {
      const top = r * window.stride - window.pad;
      for (let c = 0; c < across; c++) {
        const left = c * window.stride - window.pad;
        const skipped = Math.max(-left, 0);
        const length = Math.min(left + window.width, width) - (left + skipped);
        for (let channel = 0; channel < channels; channel++) {
          const plane = offset + n * ofImage + channel * ofChannel;
          for (let y = top; y < top + window.height; y++, column += window.width) {
            if (y < 0 || y >= height || length <= 0) continue;
            visit(plane + y * ofRow + (left + skipped) * ofColumn, column + skipped, length);
          }
        }
      }
    }
  }
}

export function im2col(x: Strided, window: Window, out: Storage): void {
  const from = elementsOf(x.storage);
  const to = elementsOf(out);
  to.fill(0);
  const step = x.strides[3];
  eachRun(x.shape, x.strides, x.offset, window, (image, column, length) => {
    for (const end = column + length; column < end; column++, image += step) to[column] = from[image];
  });
}

export function col2im(columns: Strided, shape: readonly number[], window: Window, out: Storage): void {
  const from = elementsOf(columns.storage);
  const to = elementsOf(out);
  to.fill(0);
  const [, channels, height, width] = shape;
  const [ofRow, ofColumn] = columns.strides;
  const perRow = columns.shape[1];
  const contiguous = [channels * height * width, height * width, width, 1];
  eachRun(shape, contiguous, 0, window, (image, column, length) => {
    const row = Math.floor(column / perRow);
    let at = columns.offset + row * ofRow + (column - row * perRow) * ofColumn;
    for (const end = image + length; image < end; image++, at += ofColumn) to[image] += from[at];
  });
}

export function pool(op: PoolOp, x: Strided, window: Window, out: Storage, positions: Storage | undefined): void {
  const from = elementsOf(x.storage),
    to = elementsOf(out);
  const found = positions && elementsOf(positions);
  const [images, channels, height, width] = x.shape;
  const down = windowSteps(height, window.height, window),
    across = windowSteps(width, window.width, window);
  let k = 0;
  for (let n = 0; n < images; n++) {
    for (let channel = 0; channel < channels; channel++) {
      const plane = x.offset + n * x.strides[0] + channel * x.strides[1];
      for (let r = 0; r < down; r++) {
        for (let c = 0; c < across; c++, k++) {
          const top = r * window.stride - window.pad,
            left = c * window.stride - window.pad;
          to[k] = poolOne(op, from, plane, x, top, left, height, width, window, found, k);
        }
      }
    }
  }
}

function poolOne(
  op: PoolOp,
  from: Elements,
  plane: number,
  x: Strided,
  top: number,
  left: number,
  height: number,
  width: number,
  window: Window,
  found: Elements | undefined,
  k: number,
): number {
  let best = -Infinity,
    total = 0,
    position = -1;
  for (let y = Math.max(top, 0); y < Math.min(top + window.height, height); y++) {
    for (let column = Math.max(left, 0); column < Math.min(left + window.width, width); column++) {
      const value = from[plane + y * x.strides[2] + column * x.strides[3]];
      total += value;
      if (position < 0 || (best === best && (value > best || value !== value))) {
        best = value;
        position = y * width + column;
      }
    }
  }
  if (found) found[k] = position;
  return op === 'max' ? best : total / (window.height * window.width);
}
