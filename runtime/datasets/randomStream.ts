/**
 * A reproducible stream of numbers: xoshiro128** (Blackman and Vigna) on 32-bit integers, filled by splitmix32.
 * Integer arithmetic only, and the fractions are exact doubles, so every platform sees the same stream.
 */
export class RandomStream {
  readonly #state: Uint32Array;

  constructor(...seed: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const part of seed) hash = mix(hash ^ part);
    this.#state = Uint32Array.from({ length: 4 }, () => mix((hash += 0x9e3779b9)));
  }

  /** An integer in [0, 2^32). */
  next(): number {
    const s = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** A number in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * (this.next() / 2 ** 32);
  }

  /** An integer in [0, below). */
  integer(below: number): number {
    return Math.floor(this.uniform(0, below));
  }

  /** Bell-shaped with mean 0 and variance 1, never beyond ±√12: the sum of four uniforms, which needs no logarithm. */
  bell(): number {
    const sum = this.uniform(-1, 1) + this.uniform(-1, 1) + this.uniform(-1, 1) + this.uniform(-1, 1);
    return sum * SQRT_3_OVER_4;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(list.length)];
  }

  /** Fisher and Yates, in place. */
  shuffle(list: Uint8Array): void {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
  }
}

/** A uniform on [-1, 1) has variance 1/3, four of them 4/3. */
const SQRT_3_OVER_4 = 0.8660254037844386;

function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}
