import { seedWords } from './seedSequence';

/** 128 bits in eight digits of 16, the lowest first: products of digits and their sums are exact in doubles. */
type Wide = Float64Array;
const DIGITS = 8;

const MULTIPLIER = wide([0x2360ed05, 0x1fc65da4, 0x4385df64, 0x9fccf645]);

/** PCG64 (XSL-RR 128/64), the generator behind NumPy's `default_rng`. */
export class Pcg64 {
  readonly #state: Wide = new Float64Array(DIGITS);
  readonly #increment: Wide;
  /** The upper half of 64 bits of which only the lower was asked for. */
  #kept: number | undefined;
  /** The latest 64 bits. */
  #high = 0;
  #low = 0;

  constructor(entropy: readonly number[]) {
    const words = seedWords(entropy, 8);
    // Each pair of words is a number of 64 bits, lower half first, and each pair of these one of 128, upper half first.
    const start = wide([words[1], words[0], words[3], words[2]]);
    const sequence = wide([words[5], words[4], words[7], words[6]]);
    this.#increment = sequence.map((digit, i) => ((digit * 2) & 0xffff) | (i === 0 ? 1 : sequence[i - 1] >> 15));
    this.#step();
    addInPlace(this.#state, start);
    this.#step();
  }

  /** state = state * MULTIPLIER + increment, modulo 2^128. */
  #step(): void {
    const state = this.#state,
      increment = this.#increment;
    let carry = 0;
    for (let k = DIGITS - 1; k >= 0; k--) product[k] = columnOf(state, k);
    for (let k = 0; k < DIGITS; k++) {
      const total = product[k] + increment[k] + carry;
      carry = Math.floor(total / 65536);
      state[k] = total - carry * 65536;
    }
  }

  /** The halves of the state xored, and turned to the right by the number in its upper six bits. */
  #next(): void {
    this.#step();
    const s = this.#state;
    const high = (((s[7] ^ s[3]) << 16) | (s[6] ^ s[2])) >>> 0,
      low = (((s[5] ^ s[1]) << 16) | (s[4] ^ s[0])) >>> 0;
    const turn = s[7] >> 10;
    const [upper, lower] = turn >= 32 ? [low, high] : [high, low];
    const by = turn & 31;
    this.#high = by === 0 ? upper : ((upper >>> by) | (lower << (32 - by))) >>> 0;
    this.#low = by === 0 ? lower : ((lower >>> by) | (upper << (32 - by))) >>> 0;
  }

  /** 64 random bits as two words, the upper one first. */
  words(): readonly [number, number] {
    this.#next();
    return [this.#high, this.#low];
  }

  /** 32 random bits; two calls share 64. */
  word(): number {
    const kept = this.#kept;
    if (kept !== undefined) {
      this.#kept = undefined;
      return kept;
    }
    this.#next();
    this.#kept = this.#high;
    return this.#low;
  }

  /** 53 random bits as a number in [0, 1). */
  uniform(): number {
    this.#next();
    return (this.#high * 2 ** 21 + (this.#low >>> 11)) / 2 ** 53;
  }

  /** A whole number from 0 to `most`, both included, by Lemire's method: the upper half of a product. */
  below(most: number): number {
    if (most === 0) return 0;
    if (most === 0xffffffff) return this.word();
    const range = most + 1;
    const threshold = 2 ** 32 % range;
    for (;;) {
      const word = this.word();
      // Two exact parts, since the product has up to 64 bits.
      const upper = (word >>> 16) * range,
        lower = (word & 0xffff) * range;
      const total = upper + Math.floor(lower / 65536);
      const rest = (total % 65536) * 65536 + (lower % 65536);
      if (rest >= threshold) return Math.floor(total / 65536);
    }
  }

  /** The same by throwing away draws above `most`: NumPy shuffles with it. */
  interval(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.word() & mask) >>> 0;
      if (value <= most) return value;
    }
  }
}

/** Scratch for the columns of one product; calls never overlap. */
const product = new Float64Array(DIGITS);

/** The sum of the products of digits whose places add up to `place`, less than 2^36. */
function columnOf(state: Wide, place: number): number {
  let total = 0;
  for (let i = 0; i <= place; i++) total += state[i] * MULTIPLIER[place - i];
  return total;
}

function addInPlace(x: Wide, y: Wide): void {
  let carry = 0;
  for (let k = 0; k < DIGITS; k++) {
    const total = x[k] + y[k] + carry;
    carry = total >= 65536 ? 1 : 0;
    x[k] = total - carry * 65536;
  }
}

/** From words of 32 bits, the highest first. */
function wide(words: readonly number[]): Wide {
  return Float64Array.from(words.toReversed().flatMap((word) => [word & 0xffff, word >>> 16]));
}
