import { ElementwiseMethods } from './elementwiseMethods';
import { add, divide, floor_divide, maximum, minimum, mod, multiply, power, subtract } from './arithmetic';
import {
  equal,
  greater,
  greater_equal,
  less,
  less_equal,
  logical_and,
  logical_or,
  logical_xor,
  not_equal,
} from './comparison';
import type { ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { dot, inner, matmul, outer } from './products';

/** What stands for Python's operators between arrays: the functions of `np` of the same name. */
export abstract class OperatorMethods extends ElementwiseMethods {
  /**
   * x + other, element by element.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array. See `np.add`.
   *
   * @example np.array([1, 2]).add(10) // [11. 12.]
   */
  add(this: NDArray, other: ArrayLike): NDArray {
    return add(this, other);
  }

  /**
   * x - other, element by element.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array. See `np.subtract`.
   *
   * @example np.array([3, 4]).subtract(1) // [2. 3.]
   */
  subtract(this: NDArray, other: ArrayLike): NDArray {
    return subtract(this, other);
  }

  /**
   * x * other, element by element; the matrix product is `matmul`.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array. See `np.multiply`.
   *
   * @example np.array([1, 2]).multiply([3, 4]) // [3. 8.]
   */
  multiply(this: NDArray, other: ArrayLike): NDArray {
    return multiply(this, other);
  }

  /**
   * x / other, element by element.
   *
   * Shape: broadcast together. dtype: promoted to float; integers and bools become the default float. See `np.divide`.
   *
   * @example np.array([1, 2]).divide(2) // [0.5 1. ]
   */
  divide(this: NDArray, other: ArrayLike): NDArray {
    return divide(this, other);
  }

  /**
   * The largest whole number that is at most x / other.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array; two bools give int32.
   * See `np.floor_divide`.
   *
   * @example np.array([7, -7]).floor_divide(2) // [ 3. -4.]
   */
  floor_divide(this: NDArray, other: ArrayLike): NDArray {
    return floor_divide(this, other);
  }

  /**
   * The remainder of `floor_divide`: it has the sign of `other`.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array; two bools give int32. See `np.mod`.
   *
   * @example np.array([7, -7]).mod(3) // [1. 2.]
   */
  mod(this: NDArray, other: ArrayLike): NDArray {
    return mod(this, other);
  }

  /**
   * x to the power of `other`, element by element.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array; two bools give int32. See `np.power`.
   *
   * @example np.array([1, 2, 3]).power(2) // [1. 4. 9.]
   */
  power(this: NDArray, other: ArrayLike): NDArray {
    return power(this, other);
  }

  /**
   * The larger of the two, element by element; NaN where either is NaN.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array. See `np.maximum`.
   *
   * @example np.array([-1, 2]).maximum(0) // [0. 2.]
   */
  maximum(this: NDArray, other: ArrayLike): NDArray {
    return maximum(this, other);
  }

  /**
   * The smaller of the two, element by element; NaN where either is NaN.
   *
   * Shape: broadcast together. dtype: promoted; a number adapts to the array. See `np.minimum`.
   *
   * @example np.array([-1, 2]).minimum(1) // [-1.  1.]
   */
  minimum(this: NDArray, other: ArrayLike): NDArray {
    return minimum(this, other);
  }

  /**
   * Where x equals `other`; NaN equals nothing.
   *
   * Shape: broadcast together. dtype: bool. See `np.equal`.
   *
   * @example np.array([1, 2]).equal(2) // [False  True]
   */
  equal(this: NDArray, other: ArrayLike): NDArray {
    return equal(this, other);
  }

  /**
   * Where x differs from `other`.
   *
   * Shape: broadcast together. dtype: bool. See `np.not_equal`.
   *
   * @example np.array([1, 2]).not_equal(2) // [ True False]
   */
  not_equal(this: NDArray, other: ArrayLike): NDArray {
    return not_equal(this, other);
  }

  /**
   * Where x < other.
   *
   * Shape: broadcast together. dtype: bool. See `np.less`.
   *
   * @example np.array([1, 2]).less(2) // [ True False]
   */
  less(this: NDArray, other: ArrayLike): NDArray {
    return less(this, other);
  }

  /**
   * Where x <= other.
   *
   * Shape: broadcast together. dtype: bool. See `np.less_equal`.
   *
   * @example np.array([1, 2]).less_equal(1) // [ True False]
   */
  less_equal(this: NDArray, other: ArrayLike): NDArray {
    return less_equal(this, other);
  }

  /**
   * Where x > other.
   *
   * Shape: broadcast together. dtype: bool. See `np.greater`.
   *
   * @example np.array([1, 2]).greater(1) // [False  True]
   */
  greater(this: NDArray, other: ArrayLike): NDArray {
    return greater(this, other);
  }

  /**
   * Where x >= other.
   *
   * Shape: broadcast together. dtype: bool. See `np.greater_equal`.
   *
   * @example np.array([1, 2]).greater_equal(2) // [False  True]
   */
  greater_equal(this: NDArray, other: ArrayLike): NDArray {
    return greater_equal(this, other);
  }

  /**
   * Where neither of the two is 0 or false.
   *
   * Shape: broadcast together. dtype: bool. See `np.logical_and`.
   *
   * @example np.array([true, false]).logical_and(true) // [ True False]
   */
  logical_and(this: NDArray, other: ArrayLike): NDArray {
    return logical_and(this, other);
  }

  /**
   * Where one of the two is other than 0 or false.
   *
   * Shape: broadcast together. dtype: bool. See `np.logical_or`.
   *
   * @example np.array([true, false]).logical_or(false) // [ True False]
   */
  logical_or(this: NDArray, other: ArrayLike): NDArray {
    return logical_or(this, other);
  }

  /**
   * Where one of the two, but not both, is other than 0 or false.
   *
   * Shape: broadcast together. dtype: bool. See `np.logical_xor`.
   *
   * @example np.array([true, false]).logical_xor(true) // [False  True]
   */
  logical_xor(this: NDArray, other: ArrayLike): NDArray {
    return logical_xor(this, other);
  }

  /**
   * The product of vectors, of matrix and vector, of two matrices, or with a number.
   *
   * Shape: (m, k) and (k, n) give (m, n); (k,) and (k,) give (). dtype: promoted; bools stay bools. See `np.dot`.
   *
   * @example np.array([1, 2]).dot([3, 4]) // 11.0
   */
  dot(this: NDArray, other: ArrayLike): NDArray {
    return dot(this, other);
  }

  /**
   * The matrix product x @ other.
   *
   * Shape: (..., m, k) and (..., k, n) give (..., m, n). dtype: promoted; bools stay bools. See `np.matmul`.
   *
   * @example np.array([[1, 2], [3, 4]]).matmul([1, 1]) // [3. 7.]
   */
  matmul(this: NDArray, other: ArrayLike): NDArray {
    return matmul(this, other);
  }

  /**
   * Each element of x times each of `other`, both taken as one row.
   *
   * Shape: (x.size, other.size). dtype: promoted; bools stay bools. See `np.outer`.
   *
   * @example np.array([1, 2]).outer([3, 4]) // [[3. 4.] [6. 8.]]
   */
  outer(this: NDArray, other: ArrayLike): NDArray {
    return outer(this, other);
  }

  /**
   * The sum of products over the last axes of both.
   *
   * Shape: (..., k) and (..., k) give the axes of both without the last ones. dtype: promoted; bools stay bools.
   * See `np.inner`.
   *
   * @example np.array([1, 2]).inner([3, 4]) // 11.0
   */
  inner(this: NDArray, other: ArrayLike): NDArray {
    return inner(this, other);
  }
}
