import { OperatorMethods } from './operatorMethods';
import { diagonal, trace } from './diagonals';
import type { NDArray } from './ndarray';
import { median } from './quantiles';
import type { Axis } from './reduction';
import { all, any, argmax, argmin, cumprod, cumsum, max, mean, min, prod, std, sum, variance } from './reductions';

/** What makes less of an array, or runs along it: the functions of `np` of the same name. */
export abstract class ReductionMethods extends OperatorMethods {
  /**
   * The sum over all elements or along `axis`.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays, bools are
   * counted as int32. See `np.sum`.
   *
   * @example np.array([[1, 2], [3, 4]]).sum(0) // [4. 6.]
   */
  sum(this: NDArray, axis?: null, keepdims?: false): number;
  sum(this: NDArray, axis: Axis, keepdims: true): NDArray;
  sum(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  sum(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return sum(this, axis, keepdims);
  }

  /**
   * The product over all elements or along `axis`.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays, bools are
   * counted as int32. See `np.prod`.
   *
   * @example np.array([2, 3, 4]).prod() // 24
   */
  prod(this: NDArray, axis?: null, keepdims?: false): number;
  prod(this: NDArray, axis: Axis, keepdims: true): NDArray;
  prod(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  prod(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return prod(this, axis, keepdims);
  }

  /**
   * The largest element of all or along `axis`; NaN where there is one.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays.
   * See `np.max`.
   *
   * @example np.array([[1, 2], [3, 4]]).max(1) // [2. 4.]
   */
  max(this: NDArray, axis?: null, keepdims?: false): number;
  max(this: NDArray, axis: Axis, keepdims: true): NDArray;
  max(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  max(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return max(this, axis, keepdims);
  }

  /**
   * The smallest element of all or along `axis`; NaN where there is one.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays.
   * See `np.min`.
   *
   * @example np.array([[1, 2], [3, 4]]).min(1) // [1. 3.]
   */
  min(this: NDArray, axis?: null, keepdims?: false): number;
  min(this: NDArray, axis: Axis, keepdims: true): NDArray;
  min(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  min(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return min(this, axis, keepdims);
  }

  /**
   * The arithmetic mean of all elements or along `axis`.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
   * integers and bools become the default float. See `np.mean`.
   *
   * @example np.array([[1, 2], [3, 4]]).mean(0) // [2. 3.]
   */
  mean(this: NDArray, axis?: null, keepdims?: false): number;
  mean(this: NDArray, axis: Axis, keepdims: true): NDArray;
  mean(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  mean(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return mean(this, axis, keepdims);
  }

  /**
   * Whether some element, of all or along `axis`, is other than 0 or false.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain boolean without `axis`. dtype: bool.
   * See `np.any`.
   *
   * @example np.array([0, 2]).any() // true
   */
  any(this: NDArray, axis?: null, keepdims?: false): boolean;
  any(this: NDArray, axis: Axis, keepdims: true): NDArray;
  any(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  any(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | boolean {
    return any(this, axis, keepdims);
  }

  /**
   * Whether every element, of all or along `axis`, is other than 0 or false.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain boolean without `axis`. dtype: bool.
   * See `np.all`.
   *
   * @example np.array([0, 2]).all() // false
   */
  all(this: NDArray, axis?: null, keepdims?: false): boolean;
  all(this: NDArray, axis: Axis, keepdims: true): NDArray;
  all(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  all(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | boolean {
    return all(this, axis, keepdims);
  }

  /**
   * The variance of all elements or along `axis`, divided by the count less `ddof`.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
   * integers and bools become the default float. See `np.var`.
   *
   * @example np.array([1, 3]).var() // 1
   */
  var(this: NDArray, axis?: null, ddof?: number, keepdims?: false): number;
  var(this: NDArray, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
  var(this: NDArray, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
  var(this: NDArray, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number {
    return variance(this, axis, ddof, keepdims);
  }

  /**
   * The standard deviation of all elements or along `axis`, divided by the count less `ddof`.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
   * integers and bools become the default float. See `np.std`.
   *
   * @example np.array([1, 3]).std() // 1
   */
  std(this: NDArray, axis?: null, ddof?: number, keepdims?: false): number;
  std(this: NDArray, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
  std(this: NDArray, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
  std(this: NDArray, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number {
    return std(this, axis, ddof, keepdims);
  }

  /**
   * The position of the largest element, of all in C order or along `axis`; the first of equals.
   *
   * Shape: without the reduced axis (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
   * See `np.argmax`.
   *
   * @example np.array([[1, 5], [7, 2]]).argmax(1) // [1 0]
   */
  argmax(this: NDArray, axis?: null, keepdims?: false): number;
  argmax(this: NDArray, axis: number | null | undefined, keepdims: true): NDArray;
  argmax(this: NDArray, axis: number, keepdims?: boolean): NDArray;
  argmax(this: NDArray, axis?: number | null, keepdims?: boolean): NDArray | number {
    return argmax(this, axis, keepdims);
  }

  /**
   * The position of the smallest element, of all in C order or along `axis`; the first of equals.
   *
   * Shape: without the reduced axis (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
   * See `np.argmin`.
   *
   * @example np.array([[1, 5], [7, 2]]).argmin(1) // [0 1]
   */
  argmin(this: NDArray, axis?: null, keepdims?: false): number;
  argmin(this: NDArray, axis: number | null | undefined, keepdims: true): NDArray;
  argmin(this: NDArray, axis: number, keepdims?: boolean): NDArray;
  argmin(this: NDArray, axis?: number | null, keepdims?: boolean): NDArray | number {
    return argmin(this, axis, keepdims);
  }

  /**
   * The sum of all elements so far, along `axis` or of all in C order.
   *
   * Shape: as given; a vector of all elements without `axis`. dtype: stays, bools are counted as int32.
   * See `np.cumsum`.
   *
   * @example np.array([1, 2, 3]).cumsum() // [1. 3. 6.]
   */
  cumsum(this: NDArray, axis?: number | null): NDArray {
    return cumsum(this, axis);
  }

  /**
   * The product of all elements so far, along `axis` or of all in C order.
   *
   * Shape: as given; a vector of all elements without `axis`. dtype: stays, bools are counted as int32.
   * See `np.cumprod`.
   *
   * @example np.array([1, 2, 3]).cumprod() // [1. 2. 6.]
   */
  cumprod(this: NDArray, axis?: number | null): NDArray {
    return cumprod(this, axis);
  }

  /**
   * The middle element of the sorted ones, of all or along `axis`.
   *
   * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
   * integers and bools become the default float. See `np.median`.
   *
   * @example np.array([3, 1, 2]).median() // 2
   */
  median(this: NDArray, axis?: null, keepdims?: false): number;
  median(this: NDArray, axis: Axis, keepdims: true): NDArray;
  median(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  median(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return median(this, axis, keepdims);
  }

  /**
   * The sum of a diagonal.
   *
   * Shape: without the two axes, () for a matrix. dtype: stays, bools are counted as int32. See `np.trace`.
   *
   * @example np.array([[1, 2], [3, 4]]).trace() // 5.0
   */
  trace(this: NDArray, offset?: number, axis1?: number, axis2?: number): NDArray {
    return trace(this, offset, axis1, axis2);
  }

  /**
   * A read-only view of a diagonal; `offset` > 0 lies above the main one.
   *
   * Shape: without the two axes, the diagonal as a new last one. dtype: stays. See `np.diagonal`.
   *
   * @example np.array([[1, 2], [3, 4]]).diagonal() // [1. 4.]
   */
  diagonal(this: NDArray, offset?: number, axis1?: number, axis2?: number): NDArray {
    return diagonal(this, offset, axis1, axis2);
  }
}
