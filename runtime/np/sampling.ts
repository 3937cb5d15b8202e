import { numberFrom } from './arguments';
import { checkedShape } from './axes';
import type { Shape } from './creation';
import { NpError } from './errors';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { fitsInt32 } from './promotion';
import { defaultFloat, engine } from './settings';
import { allocate, checkMemory, elements, roomFor, upload } from './view';
import { sizeOf } from '../engines/layout';

// What NumPy's old `np.random` and its Generator have in common.

/** Draws are made in float64 and then rounded, so that the streams of both dtypes agree. */
export function drawnFloats(name: string, size: Shape | null | undefined, draw: () => number): NDArray | number {
  if (size === undefined || size === null) return rounded(draw());
  const out = allocate(name, checkedShape(name, size), defaultFloat());
  const values = roomFor(name, out.shape, 'float64', () => new Float64Array(out.size));
  for (let i = 0; i < values.length; i++) values[i] = draw();
  engine().copy(upload(out.shape, 'float64', values), out);
  return wrap(out);
}

function rounded(value: number): number {
  return defaultFloat() === 'float32' ? Math.fround(value) : value;
}

export function drawnIntegers(name: string, size: Shape | null | undefined, draw: () => number): NDArray | number {
  if (size === undefined || size === null) return draw();
  const shape = checkedShape(name, size);
  const values = roomFor(name, shape, 'int32', () => new Int32Array(sizeOf(shape)));
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return wrap(upload(shape, 'int32', values));
}

export function scaleFrom(name: string, scale: unknown): number {
  const value = numberFrom(name, 'scale', scale);
  if (!(value >= 0)) throw new NpError(name, 'negativeScale', { what: 'scale', value });
  return value;
}

/** The least of the whole numbers from low to high - 1, or from 0 to low - 1, and how far above it the largest lies. */
export function integerRange(name: string, low: unknown, high: unknown): [least: number, span: number] {
  const first = numberFrom(name, 'low', low);
  const [from, to] = high === undefined || high === null ? [0, first] : [first, numberFrom(name, 'high', high)];
  if (!(from < to)) throw new NpError(name, 'noIntegers', { low: from, high: to });
  if (!fitsInt32(from) || !fitsInt32(to - 1)) throw new NpError(name, 'integerRange');
  return [from, to - 1 - from];
}

/** How many there are to draw from: their numbers must be integers. */
export function checkPopulation(name: string, count: number): void {
  if (count > 0 && !fitsInt32(count - 1)) throw new NpError(name, 'integerRange');
}

/** The numbers 0 to length - 1. */
export function ascending(name: string, length: number): Int32Array {
  checkMemory(name, [length], 'int32');
  checkPopulation(name, length);
  const order = roomFor(name, [length], 'int32', () => new Int32Array(length));
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}

export function probabilities(name: string, p: ArrayLike, count: number): Float64Array {
  const weights = Float64Array.from(elements(viewFrom(name, p)));
  if (weights.length !== count) throw new NpError(name, 'probabilityCount', { count, given: weights.length });
  if (weights.some((weight) => !(weight >= 0))) throw new NpError(name, 'negativeProbability');
  if (Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) > 1.5e-8)
    throw new NpError(name, 'probabilitySum');
  return weights;
}

/** Where the share of each ends in [0, 1]. */
export function cumulative(weights: Float64Array): Float64Array {
  let total = 0;
  const ends = weights.map((weight) => (total += weight));
  return ends.map((end) => end / total);
}

/** In whose share a draw from [0, 1) falls. */
export function firstAbove(ends: Float64Array, draw: number): number {
  let low = 0,
    high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] <= draw) low = middle + 1;
    else high = middle;
  }
  return low;
}
