import { arithmetic, division, integral, subtraction } from './binaryOperation';
import type { ArrayLike } from './input';
import type { NDArray } from './ndarray';

/**
 * x1 + x2, element by element.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array. NumPy: `np.add`.
 *
 * @example np.add([1, 2], 10) // [11. 12.]
 * @throws NpError if the shapes cannot be broadcast, or an integer result leaves int32.
 */
export function add(x1: ArrayLike, x2: ArrayLike): NDArray {
  return arithmetic('np.add', 'add', x1, x2);
}

/**
 * x1 - x2, element by element. Throws for two bool arrays, as NumPy does.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array. NumPy: `np.subtract`.
 *
 * @example np.subtract([3, 4], [1, 1]) // [2. 3.]
 * @throws NpError if the shapes cannot be broadcast, or an integer result leaves int32.
 */
export function subtract(x1: ArrayLike, x2: ArrayLike): NDArray {
  return subtraction('np.subtract', x1, x2);
}

/**
 * x1 * x2, element by element (the Hadamard product, not the matrix product).
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array. NumPy: `np.multiply`.
 *
 * @example np.multiply([1, 2], [3, 4]) // [3. 8.]
 * @throws NpError if the shapes cannot be broadcast, or an integer result leaves int32.
 */
export function multiply(x1: ArrayLike, x2: ArrayLike): NDArray {
  return arithmetic('np.multiply', 'multiply', x1, x2);
}

/**
 * x1 / x2, element by element. Always floats: integers become the default float. Division by zero gives an infinity or
 * NaN.
 *
 * Shape: broadcast together. dtype: promoted to float; integers and bools become the default float. NumPy: `np.divide`.
 *
 * @example np.divide([1, 2], 2) // [0.5 1. ]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function divide(x1: ArrayLike, x2: ArrayLike): NDArray {
  return division('np.divide', x1, x2);
}

/**
 * The largest whole number that is at most x1 / x2. An integer divided by 0 gives 0.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array; two bools give int32.
 * NumPy: `np.floor_divide`.
 *
 * @example np.floor_divide([7, -7], 2) // [ 3. -4.]
 * @throws NpError if the shapes cannot be broadcast, or an integer result leaves int32.
 */
export function floor_divide(x1: ArrayLike, x2: ArrayLike): NDArray {
  return integral('np.floor_divide', 'floorDivide', x1, x2);
}

/**
 * The remainder of `floor_divide`: it has the sign of x2.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array; two bools give int32. NumPy: `np.mod`.
 *
 * @example np.mod([7, -7], 3) // [1. 2.]
 * @throws NpError if the shapes cannot be broadcast, or an integer result leaves int32.
 */
export function mod(x1: ArrayLike, x2: ArrayLike): NDArray {
  return integral('np.mod', 'mod', x1, x2);
}

/**
 * x1 to the power of x2. Throws for integers with a negative integer exponent.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array; two bools give int32. NumPy: `np.power`,
 * `np.pow`.
 *
 * @example np.power([1, 2, 3], 2) // [1. 4. 9.]
 * @throws NpError if the shapes cannot be broadcast, or an integer result leaves int32.
 */
export function power(x1: ArrayLike, x2: ArrayLike): NDArray {
  return integral('np.power', 'power', x1, x2);
}

/**
 * The larger of x1 and x2, element by element; NaN where either is NaN.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array. NumPy: `np.maximum`.
 *
 * @example np.maximum(0, [-1, 2]) // [0. 2.]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function maximum(x1: ArrayLike, x2: ArrayLike): NDArray {
  return arithmetic('np.maximum', 'maximum', x1, x2);
}

/**
 * The smaller of x1 and x2, element by element; NaN where either is NaN.
 *
 * Shape: broadcast together. dtype: promoted; a number adapts to the array. NumPy: `np.minimum`.
 *
 * @example np.minimum(1, [-1, 2]) // [-1.  1.]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function minimum(x1: ArrayLike, x2: ArrayLike): NDArray {
  return arithmetic('np.minimum', 'minimum', x1, x2);
}
