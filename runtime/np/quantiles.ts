import { NpError } from './errors';
import { wrap } from './handle';
import { hostArray, values64 } from './hostArray';
import { viewFrom, type ArrayLike } from './input';
import { reduceLanes } from './lanes';
import type { NDArray } from './ndarray';
import { floating, promote } from './promotion';
import { plan, type Axis } from './reduction';
import { elements } from './view';
import { sizeOf } from '../engines/layout';

/**
 * The middle element of the sorted ones, or the mean of the two in the middle; NaN where there is one. Over all
 * elements, or along `axis` (one or several).
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.median`.
 *
 * @example np.median([3, 1, 2]) // 2
 * @throws NpError if an axis does not exist.
 */
export function median(a: ArrayLike, axis?: null, keepdims?: false): number;
export function median(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function median(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function median(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function median(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  return middle('np.median', a, axis, keepdims, (lane) => lane);
}

/**
 * The median of the elements that are not NaN; NaN where there is none. Axes and dtype as of `np.median`.
 *
 * Shape: without the reduced axes (length 1 with `keepdims`); a plain number without `axis`. dtype: floats stay,
 * integers and bools become the default float. NumPy: `np.nanmedian`.
 *
 * @example np.nanmedian([3, NaN, 1]) // 2
 * @throws NpError if an axis does not exist.
 */
export function nanmedian(a: ArrayLike, axis?: null, keepdims?: false): number;
export function nanmedian(a: ArrayLike, axis: Axis, keepdims: true): NDArray;
export function nanmedian(a: ArrayLike, axis: number | readonly number[], keepdims?: boolean): NDArray;
export function nanmedian(a: ArrayLike, axis?: Axis, keepdims?: boolean): NDArray | number;
export function nanmedian(a: ArrayLike, axis?: Axis, keepdims = false): NDArray | number {
  return middle('np.nanmedian', a, axis, keepdims, withoutNaN);
}

function middle(
  name: string,
  a: ArrayLike,
  axis: Axis,
  keepdims: boolean,
  prepared: (lane: Float64Array) => Float64Array,
): NDArray | number {
  const view = viewFrom(name, a);
  return reduceLanes(name, plan(name, view, axis, keepdims), floating(view.dtype), (lane) => {
    const sorted = prepared(lane).sort();
    // Sorting puts NaN last.
    if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return NaN;
    const half = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  });
}

export function withoutNaN(lane: Float64Array): Float64Array {
  return lane.filter((value) => value === value);
}

/** Which place is taken where a quantile falls between two elements. */
export type QuantileMethod = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';

const placesOf: Record<QuantileMethod, (at: number) => number> = {
  linear: (at) => at,
  lower: Math.floor,
  higher: Math.ceil,
  midpoint: (at) => (Math.floor(at) + Math.ceil(at)) / 2,
  // Of two that are as near, the even one.
  nearest: (at) => (at % 1 === 0.5 ? 2 * Math.round(at / 2) : Math.round(at)),
};

/** One fraction gives one result, a list of them an axis in front. */
type Fractions = ArrayLike;

/**
 * The value below which `q` percent of the elements lie, between two of them as `method` says; NaN where there is
 * one. Over all elements, or along `axis`; several percentages stand along a new first axis.
 *
 * Shape: without the reduced axes, those of a list `q` first; a plain number for one `q` without `axis`. dtype: floats
 * stay, integers become the default float, a list `q` is promoted with them; 'lower', 'higher' and 'nearest' keep it.
 * NumPy: `np.percentile`.
 *
 * @example np.percentile([1, 2, 3, 4], 25) // 1.75
 * @example np.percentile([1, 2, 3, 4], [0, 50, 100]) // [1.  2.5 4. ]
 * @throws NpError if q leaves [0, 100], an axis does not exist, there is no element, or for bools.
 */
export function percentile(a: ArrayLike, q: number, axis?: null, keepdims?: false, method?: QuantileMethod): number;
export function percentile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims?: boolean,
  method?: QuantileMethod,
): NDArray;
export function percentile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims = false,
  method: QuantileMethod = 'linear',
): NDArray | number {
  return quantiles('np.percentile', a, q, 100, axis, keepdims, false, method);
}

/**
 * The value below which the fraction `q` of the elements lies: `np.percentile` with q from 0 to 1.
 *
 * Shape: without the reduced axes, those of a list `q` first; a plain number for one `q` without `axis`. dtype: floats
 * stay, integers become the default float, a list `q` is promoted with them; 'lower', 'higher' and 'nearest' keep it.
 * NumPy: `np.quantile`.
 *
 * @example np.quantile([1, 2, 3, 4], 0.5) // 2.5
 * @throws NpError if q leaves [0, 1], an axis does not exist, there is no element, or for bools.
 */
export function quantile(a: ArrayLike, q: number, axis?: null, keepdims?: false, method?: QuantileMethod): number;
export function quantile(a: ArrayLike, q: Fractions, axis?: Axis, keepdims?: boolean, method?: QuantileMethod): NDArray;
export function quantile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims = false,
  method: QuantileMethod = 'linear',
): NDArray | number {
  return quantiles('np.quantile', a, q, 1, axis, keepdims, false, method);
}

/**
 * `np.percentile` of the elements that are not NaN; NaN where there is none.
 *
 * Shape: without the reduced axes, those of a list `q` first; a plain number for one `q` without `axis`. dtype: floats
 * stay, integers become the default float, a list `q` is promoted with them; 'lower', 'higher' and 'nearest' keep it.
 * NumPy: `np.nanpercentile`.
 *
 * @example np.nanpercentile([1, NaN, 3], 50) // 2
 * @throws NpError if q leaves [0, 100], an axis does not exist, or for bools.
 */
export function nanpercentile(a: ArrayLike, q: number, axis?: null, keepdims?: false, method?: QuantileMethod): number;
export function nanpercentile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims?: boolean,
  method?: QuantileMethod,
): NDArray;
export function nanpercentile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims = false,
  method: QuantileMethod = 'linear',
): NDArray | number {
  return quantiles('np.nanpercentile', a, q, 100, axis, keepdims, true, method);
}

/**
 * `np.quantile` of the elements that are not NaN; NaN where there is none.
 *
 * Shape: without the reduced axes, those of a list `q` first; a plain number for one `q` without `axis`. dtype: floats
 * stay, integers become the default float, a list `q` is promoted with them; 'lower', 'higher' and 'nearest' keep it.
 * NumPy: `np.nanquantile`.
 *
 * @example np.nanquantile([1, NaN, 3], 0.5) // 2
 * @throws NpError if q leaves [0, 1], an axis does not exist, or for bools.
 */
export function nanquantile(a: ArrayLike, q: number, axis?: null, keepdims?: false, method?: QuantileMethod): number;
export function nanquantile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims?: boolean,
  method?: QuantileMethod,
): NDArray;
export function nanquantile(
  a: ArrayLike,
  q: Fractions,
  axis?: Axis,
  keepdims = false,
  method: QuantileMethod = 'linear',
): NDArray | number {
  return quantiles('np.nanquantile', a, q, 1, axis, keepdims, true, method);
}

function quantiles(
  name: string,
  a: ArrayLike,
  q: Fractions,
  most: number,
  axis: Axis,
  keepdims: boolean,
  skipNaN: boolean,
  method: QuantileMethod,
): NDArray | number {
  if (!Object.hasOwn(placesOf, method)) {
    const methods = Object.keys(placesOf).map((each) => `'${each}'`);
    throw new NpError(name, 'unknownMethod', { methods: methods.join(', '), method: String(method) });
  }
  const view = viewFrom(name, a),
    asked = viewFrom(name, q);
  if (view.dtype === 'bool') throw new NpError(name, 'boolsNotOrdered');
  const fractions = values64(asked, name).map((value) => value / most);
  const outside = fractions.find((fraction) => !(fraction >= 0 && fraction <= 1));
  if (outside !== undefined) throw new NpError(name, 'quantileRange', { what: 'q', most, value: outside * most });
  const reduction = plan(name, view, axis, keepdims);
  const between = method === 'linear' || method === 'midpoint';
  const widest = typeof q === 'number' ? floating(view.dtype) : promote(floating(view.dtype), floating(asked.dtype));
  // NaN, of nothing, is no integer.
  const dtype = between || (skipNaN && view.size === 0) ? widest : view.dtype;
  const values = elements(reduction.view, name);
  const { count } = reduction;
  const lanes = sizeOf(reduction.shape);
  if (count === 0 && lanes > 0 && !skipNaN)
    throw new NpError(name, 'emptyNoResult', { shape: `(${view.shape.join(', ')})` });
  const results = new Float64Array(fractions.length * lanes);
  for (let lane = 0; lane < lanes; lane++) {
    const own = Float64Array.from(values.subarray(lane * count, (lane + 1) * count));
    const sorted = (skipNaN ? withoutNaN(own) : own).sort();
    fractions.forEach(
      (fraction, k) =>
        (results[k * lanes + lane] = elementAt(sorted, placesOf[method](fraction * (sorted.length - 1)))),
    );
  }
  if (typeof q === 'number' && reduction.whole) return dtype === 'float32' ? Math.fround(results[0]) : results[0];
  return wrap(hostArray(name, [...asked.shape, ...reduction.shape], dtype, results));
}

/** The element at a place in a sorted row, on the line between its neighbours where that is no whole number. */
function elementAt(sorted: Float64Array, at: number): number {
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return NaN;
  const low = sorted[Math.floor(at)],
    high = sorted[Math.min(Math.floor(at) + 1, sorted.length - 1)];
  const t = at - Math.floor(at);
  // From the nearer end, as NumPy does, so that t = 1 gives `high` exactly.
  return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
}
