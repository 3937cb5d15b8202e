import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import * as np from 'np';

// The right-hand sides are NumPy's own prints.
test.each([
  [np.array([1, 2, 3]), '[1. 2. 3.]'],
  [np.arange(3), '[0 1 2]'],
  [
    np.array([
      [1.5, -2],
      [10, 0.25],
    ]),
    '[[ 1.5  -2.  ]\n [10.    0.25]]',
  ],
  [np.array([true, false]), '[ True False]'],
  [np.array([1e-10, 1]), '[1.e-10 1.e+00]'],
  [np.array([NaN, 1, -Infinity]), '[ nan   1. -inf]'],
  [np.array([1 / 3, 2 / 3]), '[0.33333333 0.66666667]'],
  [np.array([1 / 3], 'float32'), '[0.33333334]'],
  [np.array(3), '3.0'],
  [np.array(-0), '-0.0'],
  [np.array(1e20), '1e+20'],
  [np.zeros([0, 3]), '[]'],
  [np.zeros([2, 1, 2], 'int32'), '[[[0 0]]\n\n [[0 0]]]'],
  [np.array([0.001953125]), '[0.00195312]'],
  [np.array([1e6], 'float32'), '[1.e+06]'],
])('prints like NumPy: %s', (array, text) => {
  expect(array.toString()).toBe(text);
  expect(`${array}`).toBe(text);
});

test('long arrays show their edges, long rows are broken', () => {
  expect(np.arange(1001).toString()).toBe('[   0    1    2 ...  998  999 1000]');
  expect(np.arange(1000).reshape(1000).toString().split('\n')).toHaveLength(56);
  expect(np.zeros([40, 40]).toString()).toBe(
    `[[0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n ...\n${' [0. 0. 0. ... 0. 0. 0.]\n'.repeat(3).slice(0, -1)}]`,
  );
});

test('console.log prints an array as NumPy does', () => {
  expect(inspect(np.arange(3))).toBe('[0 1 2]');
});
