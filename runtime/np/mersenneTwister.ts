import { exactLog } from './exactLog';

const SIZE = 624;
const SHIFT = 397;

/** MT19937 as in NumPy's legacy `RandomState`, with the normal draw that it keeps back. */
export class MersenneTwister {
  readonly #key = new Uint32Array(SIZE);
  #position = SIZE;
  #kept: number | undefined;
  /** What the stream starts from when its first word is asked for: most scripts draw nothing. */
  #seed: number | undefined;

  constructor(seed: number) {
    this.#seed = seed;
  }

  seed(seed: number): void {
    this.#seed = seed;
    this.#position = SIZE;
    this.#kept = undefined;
  }

  #start(seed: number): void {
    let word = seed >>> 0;
    for (let i = 0; i < SIZE; i++) {
      this.#key[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
    this.#seed = undefined;
  }

  #twist(): void {
    if (this.#seed !== undefined) this.#start(this.#seed);
    const key = this.#key;
    for (let i = 0; i < SIZE; i++) {
      const mixed = (key[i] & 0x80000000) | (key[(i + 1) % SIZE] & 0x7fffffff);
      key[i] = key[(i + SHIFT) % SIZE] ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }

  /** 32 random bits. */
  word(): number {
    if (this.#position === SIZE) this.#twist();
    let y = this.#key[this.#position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** 53 random bits as a number in [0, 1). */
  uniform(): number {
    const high = this.word() >>> 5,
      low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Marsaglia's polar method; each run yields two draws. */
  normal(): number {
    const kept = this.#kept;
    if (kept !== undefined) {
      this.#kept = undefined;
      return kept;
    }
    let x: number, y: number, square: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * exactLog(square)) / square);
    this.#kept = factor * x;
    return factor * y;
  }

  /** A whole number from 0 to `most`, both included; draws above it are thrown away. */
  below(most: number): number {
    if (most === 0) return 0;
    const mask = most >= 0x80000000 ? 0xffffffff : 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.word() & mask) >>> 0;
      if (value <= most) return value;
    }
  }
}
