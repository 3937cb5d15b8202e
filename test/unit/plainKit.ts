import * as np from '../../runtime/np/np';
import type { NDArray } from '../../runtime/np/np';

// The kit's functions in calls of np alone: slower, and easily seen to be right.

interface Window {
  height: number;
  width: number;
  stride: number;
  pad: number;
}

/** Places of a window along an axis. */
const places = (length: number, size: number, { stride, pad }: Window): number =>
  Math.floor((length + 2 * pad - size) / stride) + 1;

/** `start:stop:step` of the pixels that meet entry `at` of the window, at each of its places. */
const under = (at: number, count: number, stride: number): string => `${at}:${at + stride * (count - 1) + 1}:${stride}`;

const padded = (x: NDArray, pad: number, value = 0): NDArray =>
  np.pad(
    x,
    [
      [0, 0],
      [0, 0],
      [pad, pad],
      [pad, pad],
    ] as const,
    'constant',
    value,
  );

/** What each entry of the window meets at each of its places: (N, C, height, width, OH, OW). */
function patches(x: NDArray, window: Window, border = 0): NDArray {
  const [N, C, H, W] = x.shape as [number, number, number, number];
  const { height, width, stride, pad } = window;
  const [OH, OW] = [places(H, height, window), places(W, width, window)];
  const image = padded(x, pad, border);
  const out = np.zeros([N, C, height, width, OH, OW], x.dtype);
  for (let y = 0; y < height; y++)
    for (let z = 0; z < width; z++)
      out.set([':', ':', y, z], image.slice(':', ':', under(y, OH, stride), under(z, OW, stride)));
  return out;
}

export function im2col(x: NDArray, window: Window): NDArray {
  const found = patches(x, window);
  const [N, C, height, width, OH, OW] = found.shape as [number, number, number, number, number, number];
  return np.reshape(np.transpose(found, [0, 4, 5, 1, 2, 3]), [N * OH * OW, C * height * width]);
}

export function col2im(col: NDArray, shape: readonly number[], window: Window): NDArray {
  const [N, C, H, W] = shape as [number, number, number, number];
  const { height, width, stride, pad } = window;
  const [OH, OW] = [places(H, height, window), places(W, width, window)];
  const found = np.transpose(np.reshape(col, [N, OH, OW, C, height, width]), [0, 3, 4, 5, 1, 2]);
  const image = np.zeros([N, C, H + 2 * pad, W + 2 * pad], col.dtype);
  for (let y = 0; y < height; y++) {
    for (let z = 0; z < width; z++) {
      const pixels = image.slice(':', ':', under(y, OH, stride), under(z, OW, stride));
      pixels.set('...', np.add(pixels, found.slice(':', ':', y, z)));
    }
  }
  return image.slice(':', ':', `${pad}:${pad + H}`, `${pad}:${pad + W}`);
}

export function maxPool(x: NDArray, window: Window): { values: NDArray; positions: NDArray } {
  const [, , H, W] = x.shape as [number, number, number, number];
  const pixel = np.reshape(np.arange(H * W), [1, 1, H, W]);
  const flat = (found: NDArray) =>
    np.reshape(np.transpose(found, [0, 1, 4, 5, 2, 3]), [
      ...found.shape.slice(0, 2),
      ...found.shape.slice(4),
      window.height * window.width,
    ]);
  const values = flat(patches(x, window, -Infinity));
  const positions = np.broadcast_to(flat(patches(pixel, window, -1)), values.shape);
  const best = np.expand_dims(np.argmax(values, -1), -1);
  return { values: np.max(values, -1), positions: np.squeeze(np.take_along_axis(positions, best, -1), -1) };
}

export function addAt(target: NDArray, rows: NDArray, values: NDArray): void {
  for (let i = 0; i < rows.size; i++) {
    const row = target.slice(rows.item(i));
    row.set('...', np.add(row, values.slice(i)));
  }
}
