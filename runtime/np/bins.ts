import { sameShape } from '../engines/layout';
import { told } from './arguments';
import { diff } from './differences';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { hostArray, values64 } from './hostArray';
import { positionsFrom, viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { counting, floating } from './promotion';
import { defaultFloat } from './settings';
import { checkMemory, roomFor, type View } from './view';

/**
 * How often each of the whole numbers 0, 1, 2, ... occurs in a vector. With weights, each occurrence counts as much as
 * its weight. There are at least `minlength` counts.
 *
 * Shape: (n,), n being the largest number plus 1, or `minlength`. dtype: int32; the default float with weights.
 * NumPy: `np.bincount`.
 *
 * @example np.bincount([0, 2, 2]) // [1 0 2]
 * @throws NpError if there is a negative number or a fraction, or the rank is not 1.
 */
export function bincount(x: ArrayLike, weights?: ArrayLike | null, minlength = 0): NDArray {
  const name = 'np.bincount';
  if (!Number.isInteger(minlength) || minlength < 0) throw new NpError(name, 'minlength', { value: told(minlength) });
  const given = viewFrom(name, x);
  if (given.shape.length !== 1) throw new NpError(name, 'needsRank', { rank: 1, shape: shapeText(given.shape) });
  const view = given.dtype === 'bool' ? viewFrom(name, wrap(given), 'int32') : positionsFrom(name, wrap(given));
  const values = values64(view, name);
  const negative = values.find((value) => value < 0);
  if (negative !== undefined) throw new NpError(name, 'negativeCounts', { value: negative });
  const heavy = weightsOf(name, weights, view);
  const length = values.reduce((most, value) => Math.max(most, value + 1), minlength);
  checkMemory(name, [length], 'float64');
  const totals = new Float64Array(length);
  values.forEach((value, i) => (totals[value] += heavy === undefined ? 1 : heavy[i]));
  // Of nothing NumPy gives counts, whatever the weights.
  return wrap(hostArray(name, [length], heavy === undefined || view.size === 0 ? 'int32' : defaultFloat(), totals));
}

function weightsOf(name: string, weights: ArrayLike | null | undefined, x: View): Float64Array | undefined {
  if (weights === undefined || weights === null) return undefined;
  const view = viewFrom(name, weights);
  if (!sameShape(view.shape, x.shape))
    throw new NpError(name, 'weightsShape', { weights: shapeText(view.shape), shape: shapeText(x.shape) });
  return values64(view, name);
}

/**
 * Where each of `v` would have to go into the ascending vector `a` to keep it ascending: before elements equal to it
 * ('left') or after them ('right').
 *
 * Shape: that of `v`. dtype: int32. NumPy: `np.searchsorted`.
 *
 * @example np.searchsorted([1, 3, 5], [3, 4]) // [1 2]
 * @throws NpError unless `a` has rank 1.
 */
export function searchsorted(a: ArrayLike, v: ArrayLike, side: 'left' | 'right' = 'left'): NDArray {
  const name = 'np.searchsorted';
  if (side !== 'left' && side !== 'right') throw new NpError(name, 'sideUnknown', { side: String(side) });
  const sorted = viewFrom(name, a),
    wanted = viewFrom(name, v);
  if (sorted.shape.length !== 1) throw new NpError(name, 'needsRank', { rank: 1, shape: shapeText(sorted.shape) });
  const row = values64(sorted, name);
  return wrap(
    hostArray(
      name,
      wanted.shape,
      'int32',
      values64(wanted, name).map((value) => placeIn(row, value, side)),
    ),
  );
}

/** How many elements of an ascending row lie before `value`; NaN lies behind all numbers. */
function placeIn(row: Float64Array, value: number, side: 'left' | 'right'): number {
  let low = 0,
    high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const before = side === 'left' ? isLess(row[middle], value) : !isLess(value, row[middle]);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isLess = (x: number, y: number): boolean => x < y || (y !== y && x === x);

/**
 * The number of the bin in which each element lies: bin i holds bins[i - 1] <= x < bins[i], with `right` bins[i - 1] <
 * x <= bins[i]. 0 lies before all edges, `bins.size` behind them. Falling edges work too. int32, in the shape of `x`.
 *
 * Shape: that of `x`. dtype: int32. NumPy: `np.digitize`.
 *
 * @example np.digitize([0.2, 6.4], [0, 1, 2.5, 4]) // [1 4]
 * @throws NpError if the edges are no vector, or neither rise nor fall.
 */
export function digitize(x: ArrayLike, bins: ArrayLike, right = false): NDArray {
  const name = 'np.digitize';
  const wanted = viewFrom(name, x),
    edgesView = viewFrom(name, bins);
  if (edgesView.shape.length !== 1)
    throw new NpError(name, 'needsRank', { rank: 1, shape: shapeText(edgesView.shape) });
  const edges = values64(edgesView, name);
  const rising = isMonotonic(edges);
  const row = rising ? edges : edges.toReversed();
  if (!rising && !isMonotonic(row)) throw new NpError(name, 'binsNotMonotonic');
  const side = right ? 'left' : 'right';
  const places = values64(wanted, name).map((value) => {
    const place = placeIn(row, value, side);
    // Among falling edges an element is counted from the other end.
    return rising ? place : row.length - place;
  });
  return wrap(hostArray(name, wanted.shape, 'int32', places));
}

function isMonotonic(row: Float64Array): boolean {
  return row.every((value, i) => i === 0 || row[i - 1] <= value);
}

/**
 * How many elements lie in each bin, and the edges of the bins: `[counts, edges]`. `bins` is their number, evenly over
 * `range` (from the least to the largest element, unless given), or a list of rising edges. A bin holds its left edge,
 * the last one both. Counts are int32; with weights they add up in the weights' dtype; with `density` they are divided
 * so that the area under them is 1.
 *
 * Shape: (bins,) for the counts, (bins + 1,) for the edges. dtype: counts are int32, edges floats; with `density` both
 * are floats. NumPy: `np.histogram`.
 *
 * @example np.histogram([1, 2, 1], 2) // counts [2 1], edges [1.  1.5 2. ]
 * @throws NpError if the edges fall, the range is not finite, or the weights have another shape.
 */
export function histogram(
  a: ArrayLike,
  bins: number | ArrayLike = 10,
  range?: readonly [number, number] | null,
  density = false,
  weights?: ArrayLike | null,
): [NDArray, NDArray] {
  const name = 'np.histogram';
  const view = viewFrom(name, a);
  const heavy = weights === undefined || weights === null ? undefined : viewFrom(name, weights);
  const weight = weightsOf(name, weights, view);
  const values = values64(view, name);
  const edgesView =
    typeof bins === 'number' ? evenEdges(name, values, view, bins, range ?? undefined) : viewFrom(name, bins);
  const edges = values64(edgesView, name);
  if (edgesView.shape.length !== 1)
    throw new NpError(name, 'needsRank', { rank: 1, shape: shapeText(edgesView.shape) });
  if (!isMonotonic(edges)) throw new NpError(name, 'edgesFall');
  const counts = new Float64Array(Math.max(edges.length - 1, 0));
  values.forEach((value, i) => {
    // The last bin holds its right edge too.
    const bin = value === edges.at(-1) ? counts.length - 1 : placeIn(edges, value, 'right') - 1;
    if (bin >= 0 && bin < counts.length) counts[bin] += weight === undefined ? 1 : weight[i];
  });
  const shape = [counts.length];
  if (!density) {
    return [
      wrap(hostArray(name, shape, heavy === undefined ? 'int32' : counting(heavy.dtype), counts)),
      wrap(edgesView),
    ];
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const widths = diff(wrap(edgesView)).toArray<number[]>();
  const area = counts.map((count, i) => count / widths[i] / total);
  return [wrap(hostArray(name, shape, defaultFloat(), area)), wrap(edgesView)];
}

function evenEdges(
  name: string,
  values: Float64Array,
  { dtype }: View,
  bins: number,
  range: readonly [number, number] | undefined,
): View {
  if (!Number.isInteger(bins) || bins < 1) throw new NpError(name, 'binCount');
  let [low, high] = range ?? (values.length === 0 ? [0, 1] : extremes(values));
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
    throw new NpError(name, 'rangeNotFinite', { low, high });
  // A range that comes from elements of float32 is divided in float32.
  const round = dtype === 'float32' && range === undefined ? Math.fround : (value: number) => value;
  if (low === high) [low, high] = [round(low - 0.5), round(high + 0.5)];
  const step = round(round(high - low) / bins);
  const edges = roomFor(name, [bins + 1], 'float64', () => new Float64Array(bins + 1)).map((_, i) =>
    i === bins ? high : round(low + round(i * step)),
  );
  return hostArray(name, [bins + 1], floating(dtype), edges);
}

function extremes(values: Float64Array): [number, number] {
  let low = values[0],
    high = values[0];
  for (const value of values) {
    if (value < low || value !== value) low = value;
    if (value > high || value !== value) high = value;
  }
  return [low, high];
}
