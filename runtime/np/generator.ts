import { checkFlag, numberFrom } from './arguments';
import { checkedShape } from './axes';
import type { Shape } from './creation';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf, wrap } from './handle';
import { copyto, take, writable } from './indexing';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { Pcg64 } from './pcg64';
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
import { chosenOnce, shuffleFrom } from './withoutReplacement';
import { wordsOf } from './seedSequence';
import { checkMemory, upload } from './view';
import { sizeOf } from '../engines/layout';
import { standardExponential, standardNormal } from './ziggurat';

/**
 * A generator of random numbers with a state of its own. The same seed gives the same draws, which are those of NumPy's
 * `np.random.default_rng(seed)`. Without a seed each generator is another one.
 *
 * NumPy: `np.random.default_rng`.
 *
 * @example const rng = np.random.default_rng(42)
 * @throws NpError unless the seed is a whole number from 0 on, or a list of such.
 */
export function default_rng(seed?: number | readonly number[] | null): Generator {
  const given = seed ?? Array.from({ length: 4 }, () => Math.floor(Math.random() * 2 ** 32));
  const entropy = typeof given === 'number' ? [given] : given;
  if (!Array.isArray(entropy) || entropy.some((value) => !Number.isSafeInteger(value) || value < 0))
    throw new NpError('np.random.default_rng', 'seedUnusable');
  return new Generator(new Pcg64(entropy.flatMap(wordsOf)));
}

/** Draws from one stream: made by `np.random.default_rng`. */
export class Generator {
  readonly #bits: Pcg64;

  constructor(bits: Pcg64) {
    this.#bits = bits;
  }

  /**
   * Uniform draws from [0, 1).
   *
   * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `rng.random`.
   *
   * @example rng.random([2, 3])
   * @throws NpError if a length is negative.
   */
  random(size?: null): number;
  random(size: Shape): NDArray;
  random(size?: Shape | null): NDArray | number {
    return drawnFloats('random', size, () => this.#bits.uniform());
  }

  /**
   * Uniform draws from [low, high).
   *
   * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `rng.uniform`.
   *
   * @example rng.uniform(-1, 1, 3)
   * @throws NpError if the range is not finite or falls.
   */
  uniform(low?: number, high?: number, size?: null): number;
  uniform(low: number | undefined, high: number | undefined, size: Shape): NDArray;
  uniform(low = 0, high = 1, size?: Shape | null): NDArray | number {
    const from = numberFrom('uniform', 'low', low),
      to = numberFrom('uniform', 'high', high);
    const range = to - from;
    if (!(Number.isFinite(range) && range >= 0))
      throw new NpError('uniform', 'rangeNotFinite', { low: from, high: to });
    return drawnFloats('uniform', size, () => from + range * this.#bits.uniform());
  }

  /**
   * Draws from the standard normal distribution.
   *
   * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `rng.standard_normal`.
   *
   * @example rng.standard_normal([784, 50])
   * @throws NpError if a length is negative.
   */
  standard_normal(size?: null): number;
  standard_normal(size: Shape): NDArray;
  standard_normal(size?: Shape | null): NDArray | number {
    return drawnFloats('standard_normal', size, () => standardNormal(this.#bits));
  }

  /**
   * Normal draws with mean `loc` and standard deviation `scale`.
   *
   * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `rng.normal`.
   *
   * @example rng.normal(0, 0.01, [50, 10])
   * @throws NpError if scale is negative.
   */
  normal(loc?: number, scale?: number, size?: null): number;
  normal(loc: number | undefined, scale: number | undefined, size: Shape): NDArray;
  normal(loc = 0, scale = 1, size?: Shape | null): NDArray | number {
    const mean = numberFrom('normal', 'loc', loc),
      deviation = scaleFrom('normal', scale);
    return drawnFloats('normal', size, () => mean + deviation * standardNormal(this.#bits));
  }

  /**
   * Draws from the exponential distribution with mean `scale`.
   *
   * Shape: `size`; a plain number without it. dtype: the default float. NumPy: `rng.exponential`.
   *
   * @example rng.exponential(2, 5)
   * @throws NpError if scale is negative.
   */
  exponential(scale?: number, size?: null): number;
  exponential(scale: number | undefined, size: Shape): NDArray;
  exponential(scale = 1, size?: Shape | null): NDArray | number {
    const mean = scaleFrom('exponential', scale);
    return drawnFloats('exponential', size, () => mean * standardExponential(this.#bits));
  }

  /**
   * Whole numbers from low to high - 1, or from 0 to low - 1 where there is no high.
   *
   * Shape: `size`; a plain number without it. dtype: int32. NumPy: `rng.integers`.
   *
   * @example rng.integers(0, 10, 3)
   * @throws NpError if there is no number in the range, or it leaves int32.
   */
  integers(low: number, high?: number | null, size?: null): number;
  integers(low: number, high: number | null | undefined, size: Shape): NDArray;
  integers(low: number, high?: number | null, size?: Shape | null): NDArray | number {
    const [from, most] = integerRange('integers', low, high);
    return drawnIntegers('integers', size, () => from + this.#bits.below(most));
  }

  /**
   * The numbers 0 to n - 1 in random order, or a copy of an array with an axis (the first by default) in random order.
   *
   * Shape: (n,), or that of the array. dtype: int32 for a number, else that of the array. NumPy: `rng.permutation`.
   *
   * @example rng.permutation(5)
   * @throws NpError if n is negative, the array has rank 0, or the axis does not exist.
   */
  permutation(x: ArrayLike, axis = 0): NDArray {
    if (typeof x === 'number') return this.#order(checkedShape('permutation', x)[0]);
    const view = viewFrom('permutation', x);
    if (view.shape.length === 0) throw new NpError('permutation', 'needsRankFrom', { rank: 1, shape: '()' });
    return take(wrap(view), this.#order(view.shape.at(axis) ?? 0), axis);
  }

  #order(length: number): NDArray {
    const order = ascending('permutation', length);
    shuffleFrom((most) => this.#bits.interval(most), order, 1);
    return wrap(upload([length], 'int32', order));
  }

  /**
   * Puts an axis (the first by default) of an array into random order, in place.
   *
   * Shape: any but (). dtype: stays. NumPy: `rng.shuffle`.
   *
   * @example rng.shuffle(x)
   * @throws NpError if it is no array, has rank 0, or the axis does not exist.
   */
  shuffle(x: NDArray, axis = 0): void {
    if (!isNDArray(x) || viewOf(x).shape.length === 0) throw new NpError('shuffle', 'needsArrayOfRank1');
    writable('shuffle', x);
    copyto(x, this.permutation(x, axis));
  }

  /**
   * Draws from 0 to a - 1, or from the entries of an array along an axis: with or without putting back, each equally
   * likely or with probabilities `p`. Without a size, one entry: a number, where `a` is a number or a vector.
   *
   * Shape: `size` in the place of `axis`; one entry without it. dtype: int32 for a number, else that of the array.
   * NumPy: `rng.choice`.
   *
   * @example rng.choice(60000, 100, false)
   * @throws NpError if more are drawn without putting back than there are, or `p` does not fit.
   */
  choice(a: number | readonly number[], size?: null, replace?: boolean, p?: ArrayLike | null): number;
  choice(a: ArrayLike, size: Shape, replace?: boolean, p?: ArrayLike | null, axis?: number, shuffle?: boolean): NDArray;
  choice(a: ArrayLike, size?: Shape | null, replace?: boolean, p?: ArrayLike | null, axis?: number): NDArray | number;
  choice(
    a: ArrayLike,
    size?: Shape | null,
    replace = true,
    p?: ArrayLike | null,
    axis = 0,
    shuffle = true,
  ): NDArray | number {
    const name = 'choice';
    const population = typeof a === 'number' ? undefined : viewFrom(name, a);
    if (population?.shape.length === 0)
      throw new NpError(name, 'needsRankFrom', { rank: 1, shape: shapeText(population.shape) });
    const count = population === undefined ? Number(a) : (population.shape.at(axis) ?? 0);
    const shape = size === undefined || size === null ? [] : checkedShape(name, size);
    const wanted = sizeOf(shape);
    checkMemory(name, shape, 'int32');
    if (!(Number.isInteger(count) && count >= 0 && (count > 0 || wanted === 0)))
      throw new NpError(name, 'nothingToChoose');
    checkPopulation(name, count);
    checkFlag(name, 'replace', replace);
    checkFlag(name, 'shuffle', shuffle);
    const weights = p === undefined || p === null ? undefined : probabilities(name, p, count);
    if (!replace && wanted > count) throw new NpError(name, 'tooManyChosen', { wanted, count });
    const chosen = replace
      ? this.#withReplacement(count, wanted, weights)
      : chosenOnce(name, this.#bits, count, wanted, weights, shuffle);
    const positions = wrap(upload(shape, 'int32', chosen));
    const drawn = population === undefined ? positions : take(wrap(population), positions, axis);
    return (size === undefined || size === null) && drawn.ndim === 0 ? drawn.item() : drawn;
  }

  #withReplacement(count: number, wanted: number, weights: Float64Array | undefined): Int32Array {
    if (weights === undefined) return Int32Array.from({ length: wanted }, () => this.#bits.below(count - 1));
    const ends = cumulative(weights);
    return Int32Array.from({ length: wanted }, () => firstAbove(ends, this.#bits.uniform()));
  }
}
