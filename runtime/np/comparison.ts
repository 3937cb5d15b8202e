import { predicate } from './binaryOperation';
import type { ArrayLike } from './input';
import type { NDArray } from './ndarray';

/**
 * Where x1 equals x2; NaN equals nothing.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.equal`.
 *
 * @example np.equal([1, 2], 2) // [False  True]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function equal(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.equal', 'equal', x1, x2);
}

/**
 * Where x1 differs from x2.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.not_equal`.
 *
 * @example np.not_equal([1, 2], 2) // [ True False]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function not_equal(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.not_equal', 'notEqual', x1, x2);
}

/**
 * Where x1 < x2.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.less`.
 *
 * @example np.less([1, 2], 2) // [ True False]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function less(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.less', 'less', x1, x2);
}

/**
 * Where x1 <= x2.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.less_equal`.
 *
 * @example np.less_equal([1, 2], 1) // [ True False]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function less_equal(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.less_equal', 'lessEqual', x1, x2);
}

/**
 * Where x1 > x2.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.greater`.
 *
 * @example np.greater([1, 2], 1) // [False  True]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function greater(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.greater', 'greater', x1, x2);
}

/**
 * Where x1 >= x2.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.greater_equal`.
 *
 * @example np.greater_equal([1, 2], 2) // [False  True]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function greater_equal(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.greater_equal', 'greaterEqual', x1, x2);
}

/**
 * Where neither x1 nor x2 is 0 or false.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.logical_and`.
 *
 * @example np.logical_and([true, false], true) // [ True False]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function logical_and(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.logical_and', 'logicalAnd', x1, x2);
}

/**
 * Where x1 or x2 is other than 0 or false.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.logical_or`.
 *
 * @example np.logical_or([true, false], false) // [ True False]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function logical_or(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.logical_or', 'logicalOr', x1, x2);
}

/**
 * Where one of x1 and x2, but not both, is other than 0 or false.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.logical_xor`.
 *
 * @example np.logical_xor([true, false], true) // [False  True]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function logical_xor(x1: ArrayLike, x2: ArrayLike): NDArray {
  return predicate('np.logical_xor', 'logicalXor', x1, x2);
}
