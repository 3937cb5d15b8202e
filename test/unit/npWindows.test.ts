import { describe, expect, test } from 'vitest';
import * as np from 'np';
import { addAtIndex } from '../../runtime/np/indexing';
import { col2imWindows, im2colWindows, poolWindows } from '../../runtime/np/windows';

const window = { height: 2, width: 3, stride: 2, pad: 1 };

/** im2col by slices alone: one window after the other. */
function plainIm2col(x: np.NDArray): np.NDArray {
  const padded = np.pad(x, [
    [0, 0],
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  const [images, , height, width] = padded.shape;
  const rows: np.NDArray[] = [];
  for (let n = 0; n < images; n++) {
    for (let y = 0; y + window.height <= height; y += window.stride) {
      for (let left = 0; left + window.width <= width; left += window.stride) {
        rows.push(padded.slice(n, ':', `${y}:${y + window.height}`, `${left}:${left + window.width}`).flatten());
      }
    }
  }
  return np.stack(rows);
}

describe('windows over images', () => {
  np.random.seed(5);
  const x = np.random.randn(2, 3, 5, 6);

  test('im2col is what slices give, from a strided view too', () => {
    expect(np.array_equal(im2colWindows(x, window), plainIm2col(x))).toBe(true);
    const flipped = np.flip(x, 3);
    expect(np.array_equal(im2colWindows(flipped, window), plainIm2col(flipped))).toBe(true);
  });

  test('col2im is the transpose of im2col: <im2col(x), c> = <x, col2im(c)>', () => {
    const columns = im2colWindows(x, window);
    const c = np.random.randn(...columns.shape);
    const left = np.sum(np.multiply(columns, c));
    const right = np.sum(np.multiply(x, col2imWindows(c, x.shape, window)));
    expect(right).toBeCloseTo(left, 10);
  });

  test('max pooling keeps the largest of each window and says where it was', () => {
    const size = { height: 2, width: 2, stride: 2, pad: 0 };
    const image = np.array([
      [
        [
          [1, 5, 2, 0],
          [3, 4, 0, 7],
        ],
      ],
    ]);
    const { pooled, positions } = poolWindows('max', image, size);
    expect(pooled.toArray()).toEqual([[[[5, 7]]]]);
    expect(positions.toArray()).toEqual([[[[1, 7]]]]);
    expect(poolWindows('mean', image, size).pooled.toArray()).toEqual([[[[3.25, 2.25]]]]);
  });

  test('a window that does not fit is named', () => {
    expect(() => im2colWindows(np.zeros([1, 1, 2, 2]), { height: 3, width: 3, stride: 1, pad: 0 })).toThrow(
      'does not fit shape (1, 1, 2, 2)',
    );
  });

  test('addAt adds up what meets in one element', () => {
    const counts = np.zeros(3);
    addAtIndex(counts, [[0, 2, 2, 2]], 1);
    expect(counts.toArray()).toEqual([1, 0, 3]);
  });
});
