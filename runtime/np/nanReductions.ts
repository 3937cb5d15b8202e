import type { DType } from '../protocol/value';
import { checkNumber } from './arguments';
import { divide, multiply, subtract } from './arithmetic';
import { greater } from './comparison';
import { isnan, sqrt } from './elementwise';
import { NpError, shapeText } from './errors';
import { viewOf, wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import { reduceLanes } from './lanes';
import type { NDArray } from './ndarray';
import { counting } from './promotion';
import { withoutNaN } from './quantiles';
import { plan, reduceWith, type Axis } from './reduction';
import { argmax, argmin, mean, variance } from './reductions';
import { where } from './selection';
import type { View } from './view';

const isFloat = ({ dtype }: View): boolean => dtype === 'float32' || dtype === 'float64';

/** The array with `value` in the place of NaN. */
function filled(view: View, value: number): View {
  return isFloat(view) ? viewOf(where(isnan(wrap(view)), value, wrap(view))) : view;
}

/**
 * The sum of the elements that are not NaN; 0 of nothing. Over all elements, or along `axis` (one or several, negative
 * from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays, bools are
 * counted as int32. NumPy: `np.nansum`.
 *
 * @example np.nansum([1, NaN, 2]) // 3
 * @throws NpError if an axis does not exist, or an integer result leaves int32.
 */
export function nansum(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nansum(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function nansum(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function nansum(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function nansum(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const view = viewFrom('np.nansum', a);
  return reduceWith('np.nansum', 'sum', filled(view, 0), axis, keepdims, counting(view.dtype));
}

/**
 * The product of the elements that are not NaN; 1 of nothing. Axes as of `np.nansum`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays, bools are
 * counted as int32. NumPy: `np.nanprod`.
 *
 * @example np.nanprod([2, NaN, 3]) // 6
 * @throws NpError if an axis does not exist, or an integer result leaves int32.
 */
export function nanprod(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanprod(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function nanprod(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function nanprod(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function nanprod(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const view = viewFrom('np.nanprod', a);
  return reduceWith('np.nanprod', 'prod', filled(view, 1), axis, keepdims, counting(view.dtype));
}

/**
 * The mean of the elements that are not NaN; NaN where there is none. Axes as of `np.nansum`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.nanmean`.
 *
 * @example np.nanmean([1, NaN, 3]) // 2
 * @throws NpError if an axis does not exist.
 */
export function nanmean(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanmean(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function nanmean(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function nanmean(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function nanmean(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const name = 'np.nanmean';
  const view = viewFrom(name, a);
  if (!isFloat(view)) return mean(wrap(view), axis, keepdims);
  const total = reduceWith(name, 'sum', filled(view, 0), axis, keepdims, view.dtype);
  return quotient(total, present(name, view, axis, keepdims), 0, view.dtype);
}

/** How many elements are not NaN. */
function present(name: string, view: View, axis: Axis, keepdims: boolean): NDArray | number {
  const missing = reduceWith(name, 'sum', viewOf(isnan(wrap(view))), axis, keepdims, 'int32');
  const { count } = plan(name, view, axis, keepdims, true);
  return typeof missing === 'number' ? count - missing : subtract(count, missing);
}

/** total / (count - ddof), and NaN where nothing is left to divide by. */
function quotient(total: NDArray | number, count: NDArray | number, ddof: number, dtype: DType): NDArray | number {
  if (typeof total === 'number') {
    const degrees = Number(count) - ddof;
    const result = degrees > 0 ? total / degrees : NaN;
    return dtype === 'float32' ? Math.fround(result) : result;
  }
  const degrees = subtract(count, ddof).astype(total.dtype);
  return where(greater(degrees, 0), divide(total, degrees), NaN);
}

/**
 * The variance of the elements that are not NaN: the mean squared deviation from their mean, divided by their count
 * less `ddof`. Axes as of `np.nansum`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.nanvar`.
 *
 * @example np.nanvar([1, NaN, 3]) // 1
 * @throws NpError if an axis does not exist.
 */
export function nanvar(a: ArrayLike, axis?: null, ddof?: number, keepdims?: false): number;
export function nanvar(a: ArrayLike, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
export function nanvar(a: ArrayLike, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
export function nanvar(a: ArrayLike, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number;
export function nanvar(a: ArrayLike, axis?: Axis, ddof = 0, keepdims = false): NDArray | number {
  return spread('np.nanvar', a, axis, ddof, keepdims);
}

/**
 * The standard deviation of the elements that are not NaN: the square root of `np.nanvar`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.nanstd`.
 *
 * @example np.nanstd([1, NaN, 3]) // 1
 * @throws NpError if an axis does not exist.
 */
export function nanstd(a: ArrayLike, axis?: null, ddof?: number, keepdims?: false): number;
export function nanstd(a: ArrayLike, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
export function nanstd(a: ArrayLike, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
export function nanstd(a: ArrayLike, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number;
export function nanstd(a: ArrayLike, axis?: Axis, ddof = 0, keepdims = false): NDArray | number {
  const squared = spread('np.nanstd', a, axis, ddof, keepdims);
  return typeof squared === 'number' ? Math.sqrt(squared) : sqrt(squared);
}

function spread(name: string, a: ArrayLike, axis: Axis, ddof: number, keepdims: boolean): NDArray | number {
  checkNumber(name, 'ddof', ddof);
  const view = viewFrom(name, a);
  const { dtype } = view;
  if (!isFloat(view)) return variance(wrap(view), axis, ddof, keepdims);
  const total = reduceWith(name, 'sum', filled(view, 0), axis, true, dtype);
  const center = quotient(total, present(name, view, axis, true), 0, dtype);
  const deviation = where(isnan(wrap(view)), 0, subtract(wrap(view), center));
  const squares = reduceWith(name, 'sum', viewOf(multiply(deviation, deviation)), axis, keepdims, dtype);
  return quotient(squares, present(name, view, axis, keepdims), ddof, dtype);
}

/**
 * The largest element that is not NaN; NaN where there is none. Axes as of `np.nansum`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays.
 * NumPy: `np.nanmax`.
 *
 * @example np.nanmax([1, NaN, 3]) // 3
 * @throws NpError if an axis does not exist, or there is no element.
 */
export function nanmax(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanmax(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function nanmax(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function nanmax(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function nanmax(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  return extreme('np.nanmax', a, axis, keepdims, (x, y) => (x > y ? x : y));
}

/**
 * The smallest element that is not NaN; NaN where there is none. Axes as of `np.nansum`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays.
 * NumPy: `np.nanmin`.
 *
 * @example np.nanmin([1, NaN, 3]) // 1
 * @throws NpError if an axis does not exist, or there is no element.
 */
export function nanmin(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanmin(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function nanmin(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function nanmin(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function nanmin(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  return extreme('np.nanmin', a, axis, keepdims, (x, y) => (x < y ? x : y));
}

function extreme(
  name: string,
  a: ArrayLike,
  axis: Axis,
  keepdims: boolean,
  better: (x: number, y: number) => number,
): NDArray | number {
  const view = viewFrom(name, a);
  const reduction = plan(name, view, axis, keepdims, true);
  return reduceLanes(name, reduction, view.dtype, (lane) => {
    if (lane.length === 0) throw new NpError(name, 'emptyNoResult', { shape: shapeText(view.shape) });
    const known = withoutNaN(lane);
    return known.length === 0 ? NaN : known.reduce(better);
  });
}

/**
 * The position of the largest element that is not NaN: the first of equals. Without an axis it counts through the array
 * in C order.
 *
 * Shape: without the reduced axis (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
 * NumPy: `np.nanargmax`.
 *
 * @example np.nanargmax([1, NaN, 3]) // 2
 * @throws NpError if the axis does not exist, or there is nothing but NaN.
 */
export function nanargmax(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanargmax(a: ArrayLike, axis: number | null | undefined, keepdims: true): NDArray;
export function nanargmax(a: ArrayLike, axis: number, keepdims?: boolean): NDArray;
export function nanargmax(a: ArrayLike, axis?: number | null, keepdims = false): NDArray | number {
  const name = 'np.nanargmax';
  return argmax(wrap(numbersOnly(name, viewFrom(name, a), axis, -Infinity)), axis, keepdims);
}

/**
 * The position of the smallest element that is not NaN: the first of equals. Without an axis it counts through the
 * array in C order.
 *
 * Shape: without the reduced axis (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
 * NumPy: `np.nanargmin`.
 *
 * @example np.nanargmin([1, NaN, 3]) // 0
 * @throws NpError if the axis does not exist, or there is nothing but NaN.
 */
export function nanargmin(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanargmin(a: ArrayLike, axis: number | null | undefined, keepdims: true): NDArray;
export function nanargmin(a: ArrayLike, axis: number, keepdims?: boolean): NDArray;
export function nanargmin(a: ArrayLike, axis?: number | null, keepdims = false): NDArray | number {
  const name = 'np.nanargmin';
  return argmin(wrap(numbersOnly(name, viewFrom(name, a), axis, Infinity)), axis, keepdims);
}

function numbersOnly(name: string, view: View, axis: number | null | undefined, worst: number): View {
  if (!isFloat(view)) return view;
  const nothing = reduceWith(name, 'all', viewOf(isnan(wrap(view))), axis, true, 'bool') as NDArray;
  if (view.size > 0 && nothing.any()) throw new NpError(name, 'allNaN', { shape: shapeText(view.shape) });
  return filled(view, worst);
}
