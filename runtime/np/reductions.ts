import { checkNumber } from './arguments';
import { normalAxis } from './axes';
import { division, explained } from './binaryOperation';
import { sqrt } from './elementwise';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { counting, floating } from './promotion';
import { isOnlyAxis, plan, reduceTo, reduceWith, type Axis } from './reduction';
import { engine } from './settings';
import { contiguous, unwritten, View } from './view';

/**
 * The sum. Over all elements, or along `axis` (one or several, negative from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays, bools are
 * counted as int32. NumPy: `np.sum`.
 *
 * @example np.sum([[1, 2], [3, 4]], 0) // [4. 6.]
 * @throws NpError if an axis does not exist, or an integer result leaves int32.
 */
export function sum(a: ArrayLike, axis?: null, keepdims?: false): number;
export function sum(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function sum(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function sum(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function sum(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const view = viewFrom('np.sum', a);
  return reduceWith('np.sum', 'sum', view, axis, keepdims, counting(view.dtype));
}

/**
 * The product. Over all elements, or along `axis` (one or several, negative from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays, bools are
 * counted as int32. NumPy: `np.prod`.
 *
 * @example np.prod([2, 3, 4]) // 24
 * @throws NpError if an axis does not exist, or an integer result leaves int32.
 */
export function prod(a: ArrayLike, axis?: null, keepdims?: false): number;
export function prod(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function prod(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function prod(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function prod(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const view = viewFrom('np.prod', a);
  return reduceWith('np.prod', 'prod', view, axis, keepdims, counting(view.dtype));
}

/**
 * The largest element; NaN where there is one. Over all elements, or along `axis` (one or several, negative from the
 * end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays.
 * NumPy: `np.max`, `np.amax`.
 *
 * @example np.max([[1, 2], [3, 4]], 1) // [2. 4.]
 * @throws NpError if an axis does not exist, or there is no element.
 */
export function max(a: ArrayLike, axis?: null, keepdims?: false): number;
export function max(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function max(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function max(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function max(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const view = viewFrom('np.max', a);
  return reduceWith('np.max', 'max', view, axis, keepdims, view.dtype);
}

/**
 * The smallest element; NaN where there is one. Over all elements, or along `axis` (one or several, negative from the
 * end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: stays.
 * NumPy: `np.min`, `np.amin`.
 *
 * @example np.min([[1, 2], [3, 4]], 1) // [1. 3.]
 * @throws NpError if an axis does not exist, or there is no element.
 */
export function min(a: ArrayLike, axis?: null, keepdims?: false): number;
export function min(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function min(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function min(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function min(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const view = viewFrom('np.min', a);
  return reduceWith('np.min', 'min', view, axis, keepdims, view.dtype);
}

/**
 * The arithmetic mean; NaN of nothing. Over all elements, or along `axis` (one or several, negative from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.mean`.
 *
 * @example np.mean([[1, 2], [3, 4]], 0) // [2. 3.]
 * @throws NpError if an axis does not exist.
 */
export function mean(a: ArrayLike, axis?: null, keepdims?: false): number;
export function mean(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function mean(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function mean(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function mean(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  const name = 'np.mean';
  const view = viewFrom(name, a);
  const dtype = floating(view.dtype);
  const reduction = plan(name, view, axis, keepdims);
  const total = reduceTo(name, reduction, dtype, (x, rank, out) => engine().reduce('sum', x, rank, out));
  if (typeof total !== 'number') return division(name, total, reduction.count);
  return dtype === 'float32' ? Math.fround(total / reduction.count) : total / reduction.count;
}

/**
 * The variance: the mean squared deviation from the mean, divided by the count less `ddof`. Over all elements, or along
 * `axis` (one or several, negative from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.var`.
 *
 * @example np.var([1, 3]) // 1
 * @throws NpError if an axis does not exist.
 */
export function variance(a: ArrayLike, axis?: null, ddof?: number, keepdims?: false): number;
export function variance(a: ArrayLike, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
export function variance(a: ArrayLike, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
export function variance(a: ArrayLike, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number;
export function variance(a: ArrayLike, axis?: Axis, ddof = 0, keepdims = false): NDArray | number {
  return spread('np.var', a, axis, ddof, keepdims, false);
}

/**
 * The standard deviation: the square root of the variance, which is divided by the count less `ddof`. Over all
 * elements, or along `axis` (one or several, negative from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.std`.
 *
 * @example np.std([1, 3]) // 1
 * @throws NpError if an axis does not exist.
 */
export function std(a: ArrayLike, axis?: null, ddof?: number, keepdims?: false): number;
export function std(a: ArrayLike, axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
export function std(a: ArrayLike, axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
export function std(a: ArrayLike, axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number;
export function std(a: ArrayLike, axis?: Axis, ddof = 0, keepdims = false): NDArray | number {
  return spread('np.std', a, axis, ddof, keepdims, true);
}

function spread(
  name: string,
  a: ArrayLike,
  axis: Axis,
  ddof: number,
  keepdims: boolean,
  root: boolean,
): NDArray | number {
  checkNumber(name, 'ddof', ddof);
  const view = viewFrom(name, a);
  const dtype = floating(view.dtype);
  const reduction = plan(name, view, axis, keepdims);
  const deviation = reduceTo(name, reduction, dtype, (x, rank, out) => {
    engine().moments(x, rank, engine().alloc(dtype, out.length), out);
  });
  const degrees = Math.max(reduction.count - ddof, 0);
  if (typeof deviation === 'number') {
    const variance = deviation / degrees;
    const result = root ? Math.sqrt(variance) : variance;
    return dtype === 'float32' ? Math.fround(result) : result;
  }
  const variance = division(name, deviation, degrees);
  return root ? sqrt(variance) : variance;
}

/**
 * Whether some element is other than 0 or false; NaN is. Over all elements, or along `axis` (one or several, negative
 * from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain boolean without `axis`. dtype: bool.
 * NumPy: `np.any`.
 *
 * @example np.any([0, 2]) // true
 * @throws NpError if an axis does not exist.
 */
export function any(a: ArrayLike, axis?: null, keepdims?: false): boolean;
export function any(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function any(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function any(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | boolean;
export function any(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | boolean {
  return truth('np.any', 'any', a, axis, keepdims);
}

/**
 * Whether every element is other than 0 or false; true of nothing. Over all elements, or along `axis` (one or several,
 * negative from the end).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain boolean without `axis`. dtype: bool.
 * NumPy: `np.all`.
 *
 * @example np.all([0, 2]) // false
 * @throws NpError if an axis does not exist.
 */
export function all(a: ArrayLike, axis?: null, keepdims?: false): boolean;
export function all(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function all(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function all(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | boolean;
export function all(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | boolean {
  return truth('np.all', 'all', a, axis, keepdims);
}

function truth(name: string, op: 'any' | 'all', a: ArrayLike, axis: Axis, keepdims: boolean): NDArray | boolean {
  const result = reduceWith(name, op, viewFrom(name, a), axis, keepdims, 'bool');
  return typeof result === 'number' ? result !== 0 : result;
}

/**
 * The position of the largest element: the first of equals, and the first NaN before all. Without an axis it counts
 * through the array in C order.
 *
 * Shape: without the reduced axis (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
 * NumPy: `np.argmax`.
 *
 * @example np.argmax([[1, 5], [7, 2]], 1) // [1 0]
 * @throws NpError if the axis does not exist, or there is no element.
 */
export function argmax(a: ArrayLike, axis?: null, keepdims?: false): number;
export function argmax(a: ArrayLike, axis: number | null | undefined, keepdims: true): NDArray;
export function argmax(a: ArrayLike, axis: number, keepdims?: boolean): NDArray;
export function argmax(a: ArrayLike, axis?: number | null, keepdims?: boolean): NDArray | number;
export function argmax(a: ArrayLike, axis?: number | null, keepdims = false): NDArray | number {
  return position('np.argmax', 'argmax', a, axis, keepdims);
}

/**
 * The position of the smallest element: the first of equals, and the first NaN before all. Without an axis it counts
 * through the array in C order.
 *
 * Shape: without the reduced axis (length 1 with `keepdims`); a plain number without `axis`. dtype: int32.
 * NumPy: `np.argmin`.
 *
 * @example np.argmin([[1, 5], [7, 2]], 1) // [0 1]
 * @throws NpError if the axis does not exist, or there is no element.
 */
export function argmin(a: ArrayLike, axis?: null, keepdims?: false): number;
export function argmin(a: ArrayLike, axis: number | null | undefined, keepdims: true): NDArray;
export function argmin(a: ArrayLike, axis: number, keepdims?: boolean): NDArray;
export function argmin(a: ArrayLike, axis?: number | null, keepdims?: boolean): NDArray | number;
export function argmin(a: ArrayLike, axis?: number | null, keepdims = false): NDArray | number {
  return position('np.argmin', 'argmin', a, axis, keepdims);
}

function position(
  name: string,
  op: 'argmax' | 'argmin',
  a: ArrayLike,
  axis: number | null | undefined,
  keepdims: boolean,
) {
  const view = viewFrom(name, a);
  if (typeof axis !== 'number' && axis !== undefined && axis !== null) throw new NpError(name, 'oneAxis');
  const reduction = plan(name, view, axis, keepdims, true);
  if (reduction.count === 0) throw new NpError(name, 'emptyNoPosition', { shape: shapeText(view.shape) });
  return reduceTo(name, reduction, 'int32', (x, rank, out) => engine().argReduce(op, x, rank, out), 'int32');
}

/**
 * The sum of all elements so far, along `axis`; without one, over the array in C order as one list.
 *
 * Shape: that of `a`; a vector of all elements without `axis`. dtype: stays, bools are counted as int32.
 * NumPy: `np.cumsum`.
 *
 * @example np.cumsum([1, 2, 3]) // [1. 3. 6.]
 * @throws NpError if the axis does not exist, or an integer result leaves int32.
 */
export function cumsum(a: ArrayLike, axis?: number | null): NDArray {
  return running('np.cumsum', 'cumsum', a, axis);
}

/**
 * The product of all elements so far, along `axis`; without one, over the array in C order as one list.
 *
 * Shape: that of `a`; a vector of all elements without `axis`. dtype: stays, bools are counted as int32.
 * NumPy: `np.cumprod`.
 *
 * @example np.cumprod([1, 2, 3]) // [1. 2. 6.]
 * @throws NpError if the axis does not exist, or an integer result leaves int32.
 */
export function cumprod(a: ArrayLike, axis?: number | null): NDArray {
  return running('np.cumprod', 'cumprod', a, axis);
}

function running(name: string, op: 'cumsum' | 'cumprod', a: ArrayLike, axis: number | null | undefined): NDArray {
  const given = viewFrom(name, a);
  const view = axis === undefined || axis === null || isOnlyAxis(axis, given.shape.length) ? flat(name, given) : given;
  const along = normalAxis(name, axis ?? 0, view.shape);
  const moved = swapped(view, along);
  const out = unwritten(name, moved.shape, counting(view.dtype));
  if (out.size === 0) return wrap(swapped(out, along));
  try {
    engine().scan(op, moved, out.storage);
  } catch (error) {
    throw explained(name, error);
  }
  return wrap(swapped(out, along));
}

function flat(name: string, view: View): View {
  const row = contiguous(name, view);
  return new View(row.storage, row.offset, [row.size], [1]);
}

/** An axis and the last one exchanged; doing it twice undoes it. */
function swapped(view: View, axis: number): View {
  const shape = [...view.shape],
    strides = [...view.strides];
  const last = shape.length - 1;
  [shape[axis], shape[last]] = [shape[last], shape[axis]];
  [strides[axis], strides[last]] = [strides[last], strides[axis]];
  return new View(view.storage, view.offset, shape, strides);
}
