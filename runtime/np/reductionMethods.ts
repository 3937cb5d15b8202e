import { OperatorMethods } from './operatorMethods';
import { diagonal, trace } from './diagonals';
import type { NDArray } from './ndarray';
import { median } from './quantiles';
import type { Axis } from './reduction';
import { all, any, argmax, argmin, cumprod, cumsum, max, mean, min, prod, std, sum, variance } from './reductions';

/** What makes less of an array, or runs along it: the functions of `np` of the same name. */
export abstract class ReductionMethods extends OperatorMethods {
  /** See `np.sum`. */
  sum(this: NDArray, axis?: null, keepdims?: false): number;
  sum(this: NDArray, axis: Axis, keepdims: true): NDArray;
  sum(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  sum(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return sum(this, axis, keepdims);
  }

  /** See `np.prod`. */
  prod(this: NDArray, axis?: null, keepdims?: false): number;
  prod(this: NDArray, axis: Axis, keepdims: true): NDArray;
  prod(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  prod(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return prod(this, axis, keepdims);
  }

  /** See `np.max`. */
  max(this: NDArray, axis?: null, keepdims?: false): number;
  max(this: NDArray, axis: Axis, keepdims: true): NDArray;
  max(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  max(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return max(this, axis, keepdims);
  }

  /** See `np.min`. */
  min(this: NDArray, axis?: null, keepdims?: false): number;
  min(this: NDArray, axis: Axis, keepdims: true): NDArray;
  min(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  min(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return min(this, axis, keepdims);
  }

  /** See `np.mean`. */
  mean(this: NDArray, axis?: null, keepdims?: false): number;
  mean(this: NDArray, axis: Axis, keepdims: true): NDArray;
  mean(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  mean(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return mean(this, axis, keepdims);
  }

  /** See `np.any`. */
  any(this: NDArray, axis?: null, keepdims?: false): boolean;
  any(this: NDArray, axis: Axis, keepdims: true): NDArray;
  any(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  any(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | boolean {
    return any(this, axis, keepdims);
  }

  /** See `np.all`. */
  all(this: NDArray, axis?: null, keepdims?: false): boolean;
  all(this: NDArray, axis: Axis, keepdims: true): NDArray;
  all(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  all(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | boolean {
    return all(this, axis, keepdims);
  }

  /** See `np.var`. */
  var(this: NDArray, axis?: null, ddof?: number, keepdims?: false): number;
  var(this: NDArray, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
  var(this: NDArray, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
  var(this: NDArray, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number {
    return variance(this, axis, ddof, keepdims);
  }

  /** See `np.std`. */
  std(this: NDArray, axis?: null, ddof?: number, keepdims?: false): number;
  std(this: NDArray, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
  std(this: NDArray, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
  std(this: NDArray, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number {
    return std(this, axis, ddof, keepdims);
  }

  /** See `np.argmax`. */
  argmax(this: NDArray, axis?: null, keepdims?: false): number;
  argmax(this: NDArray, axis: number | null | undefined, keepdims: true): NDArray;
  argmax(this: NDArray, axis: number, keepdims?: boolean): NDArray;
  argmax(this: NDArray, axis?: number | null, keepdims?: boolean): NDArray | number {
    return argmax(this, axis, keepdims);
  }

  /** See `np.argmin`. */
  argmin(this: NDArray, axis?: null, keepdims?: false): number;
  argmin(this: NDArray, axis: number | null | undefined, keepdims: true): NDArray;
  argmin(this: NDArray, axis: number, keepdims?: boolean): NDArray;
  argmin(this: NDArray, axis?: number | null, keepdims?: boolean): NDArray | number {
    return argmin(this, axis, keepdims);
  }

  /** See `np.cumsum`. */
  cumsum(this: NDArray, axis?: number | null): NDArray {
    return cumsum(this, axis);
  }

  /** See `np.cumprod`. */
  cumprod(this: NDArray, axis?: number | null): NDArray {
    return cumprod(this, axis);
  }

  /** See `np.median`. */
  median(this: NDArray, axis?: null, keepdims?: false): number;
  median(this: NDArray, axis: Axis, keepdims: true): NDArray;
  median(this: NDArray, axis: number | readonly number[], keepdims?: boolean): NDArray;
  median(this: NDArray, axis?: Axis, keepdims?: boolean): NDArray | number {
    return median(this, axis, keepdims);
  }

  /** See `np.trace`. */
  trace(this: NDArray, offset?: number, axis1?: number, axis2?: number): NDArray {
    return trace(this, offset, axis1, axis2);
  }

  /** See `np.diagonal`. */
  diagonal(this: NDArray, offset?: number, axis1?: number, axis2?: number): NDArray {
    return diagonal(this, offset, axis1, axis2);
  }
}
