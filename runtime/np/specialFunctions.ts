import { wrap } from './handle';
import { mapped, mappedPairs } from './hostArray';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { copied } from './view';

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/**
 * The cube root, also of negative numbers, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.cbrt`.
 *
 * @example np.cbrt([8, -27]) // [ 2. -3.]
 */
export function cbrt(x: ArrayLike): NDArray {
  return mapped('np.cbrt', x, Math.cbrt);
}

/**
 * 2 to the power of x, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.exp2`.
 *
 * @example np.exp2([0, 3]) // [1. 8.]
 */
export function exp2(x: ArrayLike): NDArray {
  return mapped('np.exp2', x, (x) => 2 ** x);
}

/**
 * log(exp(x1) + exp(x2)) without overflow on the way: the sum of two probabilities that are given by their logarithms.
 *
 * Shape: broadcast together. dtype: promoted; integers and bools become the default float. NumPy: `np.logaddexp`.
 *
 * @example np.logaddexp(1000, 1000) // 1000.6931471805599
 * @throws NpError if the shapes cannot be broadcast.
 */
export function logaddexp(x1: ArrayLike, x2: ArrayLike): NDArray {
  return mappedPairs('np.logaddexp', x1, x2, logOfSum);
}

function logOfSum(x: number, y: number): number {
  if (x === y) return x + Math.LN2;
  return Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
}

/**
 * The step function: 0 where x1 is negative, 1 where it is positive, x2 where it is 0; NaN stays.
 *
 * Shape: broadcast together. dtype: promoted; integers and bools become the default float. NumPy: `np.heaviside`.
 *
 * @example np.heaviside([-1, 0, 2], 0.5) // [0.  0.5 1. ]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function heaviside(x1: ArrayLike, x2: ArrayLike): NDArray {
  return mappedPairs('np.heaviside', x1, x2, (x, atZero) => (x === 0 ? atZero : x < 0 ? 0 : x > 0 ? 1 : x));
}

/**
 * Numbers in the place of NaN and of the infinities: 0, the largest and the least number of the dtype, unless others
 * are given. Integers and bools stay as they are. (In NumPy, `copy` stands before `nan`.)
 *
 * Shape: that of `x`. dtype: stays. NumPy: `np.nan_to_num`.
 *
 * @example np.nan_to_num([NaN, 1], -1) // [-1.  1.]
 */
export function nan_to_num(x: ArrayLike, nan = 0, posinf?: number, neginf?: number): NDArray {
  const name = 'np.nan_to_num';
  const view = viewFrom(name, x);
  if (view.dtype === 'int32' || view.dtype === 'bool') return wrap(copied(name, view));
  const largest = view.dtype === 'float32' ? LARGEST_FLOAT32 : Number.MAX_VALUE;
  return mapped(name, wrap(view), (value) => {
    if (value !== value) return nan;
    if (value === Infinity) return posinf ?? largest;
    return value === -Infinity ? (neginf ?? -largest) : value;
  });
}
