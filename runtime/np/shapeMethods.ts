import { ReductionMethods } from './reductionMethods';
import { bindex, iindex, nonzero, put, take } from './indexing';
import type { ArrayLike } from './input';
import { expand_dims, flatten, moveaxis, ravel, repeat, squeeze, swapaxes } from './manipulation';
import type { NDArray } from './ndarray';
import { argsort, sort } from './sorting';

/** What shows an array otherwise, or chooses from it: the functions of `np` of the same name. */
export abstract class ShapeMethods extends ReductionMethods {
  /**
   * A copy of all elements in one row, in C order.
   *
   * Shape: (x.size,). dtype: stays. See `np.flatten`.
   *
   * @example np.array([[1, 2], [3, 4]]).flatten() // [1. 2. 3. 4.]
   */
  flatten(this: NDArray): NDArray {
    return flatten(this);
  }

  /**
   * All elements in one row, in C order; a view where that is possible.
   *
   * Shape: (x.size,). dtype: stays. See `np.ravel`.
   *
   * @example np.array([[1, 2], [3, 4]]).ravel() // [1. 2. 3. 4.]
   */
  ravel(this: NDArray): NDArray {
    return ravel(this);
  }

  /**
   * A view without axes of length 1: all of them, or those given.
   *
   * Shape: as given without these axes. dtype: stays. See `np.squeeze`.
   *
   * @example np.zeros([1, 3, 1]).squeeze().shape // [3]
   */
  squeeze(this: NDArray, axis?: number | readonly number[] | null): NDArray {
    return squeeze(this, axis);
  }

  /**
   * A view with a new axis of length 1, number `axis` of the result.
   *
   * Shape: as given with the new axes. dtype: stays. See `np.expand_dims`.
   *
   * @example np.array([1, 2]).expand_dims(1).shape // [2, 1]
   */
  expand_dims(this: NDArray, axis: number | readonly number[]): NDArray {
    return expand_dims(this, axis);
  }

  /**
   * A view with two axes exchanged.
   *
   * Shape: the lengths go with their axes. dtype: stays. See `np.swapaxes`.
   *
   * @example np.zeros([2, 3, 4]).swapaxes(0, 2).shape // [4, 3, 2]
   */
  swapaxes(this: NDArray, axis1: number, axis2: number): NDArray {
    return swapaxes(this, axis1, axis2);
  }

  /**
   * A view with axes moved to other places; the others keep their order.
   *
   * Shape: the lengths go with their axes. dtype: stays. See `np.moveaxis`.
   *
   * @example np.zeros([2, 3, 4]).moveaxis(0, -1).shape // [3, 4, 2]
   */
  moveaxis(this: NDArray, source: number | readonly number[], destination: number | readonly number[]): NDArray {
    return moveaxis(this, source, destination);
  }

  /**
   * Each element repeated, along `axis` or in one row.
   *
   * Shape: as given, longer along `axis`; a vector without `axis`. dtype: stays. See `np.repeat`.
   *
   * @example np.array([1, 2]).repeat(2) // [1. 1. 2. 2.]
   */
  repeat(this: NDArray, repeats: number | readonly number[], axis?: number | null): NDArray {
    return repeat(this, repeats, axis);
  }

  /**
   * Elements at integer positions along `axis`, or of all in one row.
   *
   * Shape: that of `indices` in the place of `axis`; that of `indices` alone without `axis`. dtype: stays.
   * See `np.take`.
   *
   * @example np.array([5, 6, 7]).take([2, 0]) // [7. 5.]
   */
  take(this: NDArray, indices: ArrayLike, axis?: number | null): NDArray {
    return take(this, indices, axis);
  }

  /**
   * Writes into the array as if it lay in one row; values are repeated as needed.
   *
   * Shape: any; `indices` count through the array in one row. dtype: as before; values are cast to it. See `np.put`.
   *
   * @example x.put([0, 2], 9) // the first and the third element become 9
   */
  put(this: NDArray, indices: ArrayLike, values: ArrayLike): void {
    put(this, indices, values);
  }

  /**
   * Elements at integer positions along an axis, the first by default.
   *
   * Shape: that of `indices` in the place of `axis`. dtype: stays. See `np.iindex`, NumPy's `x[[2, 0]]`.
   *
   * @example np.eye(3).iindex([2, 0]) // [[0. 0. 1.] [1. 0. 0.]]
   */
  iindex(this: NDArray, indices: ArrayLike, axis?: number): NDArray {
    return iindex(this, indices, axis);
  }

  /**
   * Elements where a mask is true.
   *
   * Shape: a vector of what is chosen, in the place of the axes that the mask covers. dtype: stays. See `np.bindex`,
   * NumPy's `x[mask]`.
   *
   * @example np.array([5, 6]).bindex([true, false]) // [5.]
   */
  bindex(this: NDArray, mask: ArrayLike, axis?: number): NDArray {
    return bindex(this, mask, axis);
  }

  /**
   * A sorted copy, ascending along `axis`; unlike the method of NumPy, which sorts in place.
   *
   * Shape: as given; a vector where `axis` is null. dtype: stays. See `np.sort`.
   *
   * @example np.array([3, 1, 2]).sort() // [1. 2. 3.]
   */
  sort(this: NDArray, axis?: number | null): NDArray {
    return sort(this, axis);
  }

  /**
   * The positions that would sort the array along `axis`; equal elements keep their order.
   *
   * Shape: as given; a vector where `axis` is null. dtype: int32. See `np.argsort`.
   *
   * @example np.array([3, 1, 2]).argsort() // [1 2 0]
   */
  argsort(this: NDArray, axis?: number | null): NDArray {
    return argsort(this, axis);
  }

  /**
   * Positions of the elements that are not 0, in C order: one array per axis.
   *
   * Shape: x.ndim vectors. dtype: int32. See `np.nonzero`.
   *
   * @example np.array([[1, 0], [0, 2]]).nonzero() // [0 1] and [0 1]
   */
  nonzero(this: NDArray): NDArray[] {
    return nonzero(this);
  }
}
