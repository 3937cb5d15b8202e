import { expect, test } from 'vitest';
import * as np from 'np';
import { poolWindows } from '../../runtime/np/windows';

// The windows that learners are given are tested with the kit.
test('mean pooling counts what pads an image', () => {
  const image = np.array([
    [
      [
        [1, 5, 2, 0],
        [3, 4, 0, 7],
      ],
    ],
  ]);
  const size = { height: 2, width: 2, stride: 2, pad: 0 };
  expect(poolWindows('mean', image, size).pooled.toArray()).toEqual([[[[3.25, 2.25]]]]);
  expect(poolWindows('mean', image, { ...size, pad: 1 }).pooled.toArray()).toEqual([
    [
      [
        [0.25, 1.75, 0],
        [0.75, 1, 1.75],
      ],
    ],
  ]);
});
