import { checkFlag, numberFrom } from './arguments';
import { checkedShape } from './axes';
import type { Shape } from './creation';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf, wrap } from './handle';
import { copyto, take, writable } from './indexing';
import { viewFrom, type ArrayLike } from './input';
import { MersenneTwister } from './mersenneTwister';
import {
  ascending,
  checkPopulation,
  cumulative,
  drawnFloats,
  drawnIntegers,
  firstAbove,
  integerRange,
  probabilities,
  scaleFrom,
} from './sampling';
import type { NDArray } from './ndarray';
import { checkMemory, upload } from './view';
import { sizeOf } from '../engines/layout';

export { default_rng, Generator } from './generator';

const generator = new MersenneTwister(5489);

/**
 * Starts the stream anew: the same seed gives the same draws, which are those of NumPy's `np.random`.
 *
 * NumPy: `np.random.seed`.
 *
 * @example np.random.seed(0)
 * @throws NpError unless the seed is a whole number from 0 to 2**32 - 1.
 */
export function seed(value: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 32)) throw new NpError('np.random.seed', 'legacySeed');
  generator.seed(value);
}

/**
 * Uniform draws from [0, 1) in the shape given by the arguments.
 *
 * Shape: (d0, d1, ...) of the arguments; a plain number without any. dtype: the default float. NumPy: `np.random.rand`.
 *
 * @example np.random.rand(2, 3)
 * @throws NpError if a length is negative.
 */
export function rand(): number;
export function rand(...shape: number[]): NDArray;
export function rand(...shape: number[]): NDArray | number {
  return drawnFloats('np.random.rand', shape.length === 0 ? null : shape, () => generator.uniform());
}

/**
 * Draws from the standard normal distribution in the shape given by the arguments.
 *
 * Shape: (d0, d1, ...) of the arguments; a plain number without any. dtype: the default float.
 * NumPy: `np.random.randn`.
 *
 * @example np.random.randn(784, 50)
 * @throws NpError if a length is negative.
 */
export function randn(): number;
export function randn(...shape: number[]): NDArray;
export function randn(...shape: number[]): NDArray | number {
  return drawnFloats('np.random.randn', shape.length === 0 ? null : shape, () => generator.normal());
}

/**
 * Uniform draws from [0, 1).
 *
 * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `np.random.random`.
 *
 * @example np.random.random([2, 3])
 * @throws NpError if a length is negative.
 */
export function random(size?: null): number;
export function random(size: Shape): NDArray;
export function random(size?: Shape | null): NDArray | number {
  return drawnFloats('np.random.random', size, () => generator.uniform());
}

/**
 * The same as `np.random.random`.
 *
 * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `np.random.random_sample`.
 *
 * @example np.random.random_sample([2, 3])
 * @throws NpError if a length is negative.
 */
export function random_sample(size?: null): number;
export function random_sample(size: Shape): NDArray;
export function random_sample(size?: Shape | null): NDArray | number {
  return drawnFloats('np.random.random_sample', size, () => generator.uniform());
}

/**
 * Draws from the standard normal distribution.
 *
 * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `np.random.standard_normal`.
 *
 * @example np.random.standard_normal([2, 3])
 * @throws NpError if a length is negative.
 */
export function standard_normal(size?: null): number;
export function standard_normal(size: Shape): NDArray;
export function standard_normal(size?: Shape | null): NDArray | number {
  return drawnFloats('np.random.standard_normal', size, () => generator.normal());
}

/**
 * Normal draws with mean `loc` and standard deviation `scale`.
 *
 * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `np.random.normal`.
 *
 * @example np.random.normal(0, 0.01, [50, 10])
 * @throws NpError if scale is negative.
 */
export function normal(loc?: number, scale?: number, size?: null): number;
export function normal(loc: number | undefined, scale: number | undefined, size: Shape): NDArray;
export function normal(loc = 0, scale = 1, size?: Shape | null): NDArray | number {
  const name = 'np.random.normal';
  const mean = numberFrom(name, 'loc', loc),
    deviation = scaleFrom(name, scale);
  return drawnFloats(name, size, () => mean + deviation * generator.normal());
}

/**
 * Uniform draws from [low, high).
 *
 * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `np.random.uniform`.
 *
 * @example np.random.uniform(-1, 1, [3])
 * @throws NpError if the range is not finite.
 */
export function uniform(low?: number, high?: number, size?: null): number;
export function uniform(low: number | undefined, high: number | undefined, size: Shape): NDArray;
export function uniform(low = 0, high = 1, size?: Shape | null): NDArray | number {
  const name = 'np.random.uniform';
  const from = numberFrom(name, 'low', low),
    to = numberFrom(name, 'high', high);
  const range = to - from;
  if (!Number.isFinite(range)) throw new NpError(name, 'rangeNotFinite', { low: from, high: to });
  return drawnFloats(name, size, () => from + range * generator.uniform());
}

/**
 * Whole numbers from low to high - 1, or from 0 to low - 1 where there is no high.
 *
 * Shape: `size`; a plain number without it. dtype: int32. NumPy: `np.random.randint`.
 *
 * @example np.random.randint(0, 10, [3])
 * @throws NpError if there is no number in the range, or it leaves int32.
 */
export function randint(low: number, high?: number | null, size?: null): number;
export function randint(low: number, high: number | null | undefined, size: Shape): NDArray;
export function randint(low: number, high?: number | null, size?: Shape | null): NDArray | number {
  const name = 'np.random.randint';
  const [from, most] = integerRange(name, low, high);
  return drawnIntegers(name, size, () => from + generator.below(most));
}

function shuffledOrder(name: string, length: number): Int32Array {
  const order = ascending(name, length);
  for (let i = length - 1; i > 0; i--) {
    const j = generator.below(i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * The numbers 0 to n - 1 in random order, or a copy of an array with its first axis in random order.
 *
 * Shape: (n,), or that of the array. dtype: int32 for a number, else that of the array. NumPy: `np.random.permutation`.
 *
 * @example np.random.permutation(5)
 * @throws NpError if n is negative, or the array has rank 0.
 */
export function permutation(x: ArrayLike): NDArray {
  const name = 'np.random.permutation';
  if (typeof x === 'number') {
    const [length] = checkedShape(name, x);
    return wrap(upload([length], 'int32', shuffledOrder(name, length)));
  }
  const view = viewFrom(name, x);
  if (view.shape.length === 0) throw new NpError(name, 'numberOrRank1');
  return take(wrap(view), wrap(upload([view.shape[0]], 'int32', shuffledOrder(name, view.shape[0]))), 0);
}

/**
 * Puts the first axis of an array into random order, in place.
 *
 * Shape: any but (). dtype: stays. NumPy: `np.random.shuffle`.
 *
 * @example np.random.shuffle(x)
 * @throws NpError if it is no array, or has rank 0.
 */
export function shuffle(x: NDArray): void {
  if (!isNDArray(x) || viewOf(x).shape.length === 0) throw new NpError('np.random.shuffle', 'needsArrayOfRank1');
  writable('np.random.shuffle', x);
  copyto(x, permutation(x));
}

/**
 * Draws from 0 to a - 1, or from the elements of a vector: with or without putting back, each equally likely or with
 * probabilities `p`. A number without a size.
 *
 * Shape: `size`; a plain number without it. dtype: int32 for a number, else that of the array.
 * NumPy: `np.random.choice`.
 *
 * @example np.random.choice(60000, 100)
 * @throws NpError if more are drawn without putting back than there are, or `p` does not fit.
 */
export function choice(a: ArrayLike, size?: null, replace?: boolean, p?: ArrayLike): number;
export function choice(a: ArrayLike, size: Shape, replace?: boolean, p?: ArrayLike): NDArray;
export function choice(a: ArrayLike, size?: Shape | null, replace = true, p?: ArrayLike): NDArray | number {
  const name = 'np.random.choice';
  const population = typeof a === 'number' ? undefined : viewFrom(name, a);
  if (population !== undefined && population.shape.length !== 1)
    throw new NpError(name, 'numberOrVector', { shape: shapeText(population.shape) });
  const count = population === undefined ? Number(a) : population.size;
  if (!(Number.isInteger(count) && count > 0) && size !== 0) throw new NpError(name, 'nothingToChoose');
  if (replace) checkPopulation(name, count);
  checkFlag(name, 'replace', replace);
  const shape = size === undefined || size === null ? [] : checkedShape(name, size);
  const wanted = sizeOf(shape);
  checkMemory(name, shape, 'int32');
  const weights = p === undefined ? undefined : probabilities(name, p, count);
  if (!replace && wanted > count) throw new NpError(name, 'tooManyChosen', { wanted, count });
  const chosen = replace ? chooseWithReplacement(count, wanted, weights) : chooseOnce(name, count, wanted, weights);
  const positions = wrap(upload(shape, 'int32', chosen));
  const drawn = population === undefined ? positions : take(wrap(population), positions, 0);
  return size === undefined || size === null ? drawn.item() : drawn;
}

function chooseWithReplacement(count: number, wanted: number, weights: Float64Array | undefined): Int32Array {
  if (weights === undefined) return Int32Array.from({ length: wanted }, () => generator.below(count - 1));
  const ends = cumulative(weights);
  return Int32Array.from({ length: wanted }, () => firstAbove(ends, generator.uniform()));
}

function chooseOnce(name: string, count: number, wanted: number, weights: Float64Array | undefined): Int32Array {
  if (weights === undefined) return shuffledOrder(name, count).slice(0, wanted);
  if (weights.filter((weight) => weight > 0).length < wanted) throw new NpError(name, 'tooFewPossible');
  // What was drawn gets probability 0 and the rest is drawn again, until there are enough.
  const found: number[] = [];
  while (found.length < wanted) {
    const draws = Array.from({ length: wanted - found.length }, () => generator.uniform());
    for (const position of found) weights[position] = 0;
    const ends = cumulative(weights);
    found.push(...new Set(draws.map((draw) => firstAbove(ends, draw))));
  }
  return Int32Array.from(found);
}
