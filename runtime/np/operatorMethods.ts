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
  /** See `np.add`. */
  add(this: NDArray, other: ArrayLike): NDArray {
    return add(this, other);
  }

  /** See `np.subtract`. */
  subtract(this: NDArray, other: ArrayLike): NDArray {
    return subtract(this, other);
  }

  /** See `np.multiply`. */
  multiply(this: NDArray, other: ArrayLike): NDArray {
    return multiply(this, other);
  }

  /** See `np.divide`. */
  divide(this: NDArray, other: ArrayLike): NDArray {
    return divide(this, other);
  }

  /** See `np.floor_divide`. */
  floor_divide(this: NDArray, other: ArrayLike): NDArray {
    return floor_divide(this, other);
  }

  /** See `np.mod`. */
  mod(this: NDArray, other: ArrayLike): NDArray {
    return mod(this, other);
  }

  /** See `np.power`. */
  power(this: NDArray, other: ArrayLike): NDArray {
    return power(this, other);
  }

  /** See `np.maximum`. */
  maximum(this: NDArray, other: ArrayLike): NDArray {
    return maximum(this, other);
  }

  /** See `np.minimum`. */
  minimum(this: NDArray, other: ArrayLike): NDArray {
    return minimum(this, other);
  }

  /** See `np.equal`. */
  equal(this: NDArray, other: ArrayLike): NDArray {
    return equal(this, other);
  }

  /** See `np.not_equal`. */
  not_equal(this: NDArray, other: ArrayLike): NDArray {
    return not_equal(this, other);
  }

  /** See `np.less`. */
  less(this: NDArray, other: ArrayLike): NDArray {
    return less(this, other);
  }

  /** See `np.less_equal`. */
  less_equal(this: NDArray, other: ArrayLike): NDArray {
    return less_equal(this, other);
  }

  /** See `np.greater`. */
  greater(this: NDArray, other: ArrayLike): NDArray {
    return greater(this, other);
  }

  /** See `np.greater_equal`. */
  greater_equal(this: NDArray, other: ArrayLike): NDArray {
    return greater_equal(this, other);
  }

  /** See `np.logical_and`. */
  logical_and(this: NDArray, other: ArrayLike): NDArray {
    return logical_and(this, other);
  }

  /** See `np.logical_or`. */
  logical_or(this: NDArray, other: ArrayLike): NDArray {
    return logical_or(this, other);
  }

  /** See `np.logical_xor`. */
  logical_xor(this: NDArray, other: ArrayLike): NDArray {
    return logical_xor(this, other);
  }

  /** See `np.dot`. */
  dot(this: NDArray, other: ArrayLike): NDArray {
    return dot(this, other);
  }

  /** See `np.matmul`. */
  matmul(this: NDArray, other: ArrayLike): NDArray {
    return matmul(this, other);
  }

  /** See `np.outer`. */
  outer(this: NDArray, other: ArrayLike): NDArray {
    return outer(this, other);
  }

  /** See `np.inner`. */
  inner(this: NDArray, other: ArrayLike): NDArray {
    return inner(this, other);
  }
}
