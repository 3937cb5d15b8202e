import type { NDArray } from '../np/np';
import { fromWire } from '../np/wire';
import type { DType } from '../protocol/value';

/** Smaller and rounder draws, for showing a failure. */
export interface Shrink {
  maxDim?: number;
  /** Digits kept after the point. */
  decimals?: number;
}

type Shape = number | number[];

/** Seeded random inputs: a pure function of its seed and its shrink, whatever was drawn elsewhere. */
export class Draw {
  readonly #next: () => number;
  readonly #shrink: Shrink;

  constructor(seed: number, shrink: Shrink = {}) {
    this.#next = uniformStream(seed);
    this.#shrink = shrink;
  }

  /** A dimension from 1 to `max`. */
  dim(max = 5): number {
    return Math.min(this.int(1, max), this.#shrink.maxDim ?? max);
  }

  dims(count: number, max = 5): number[] {
    return Array.from({ length: count }, () => this.dim(max));
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  float(low: number, high: number): number {
    return this.#round(low + this.#next() * (high - low), low, high);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  normal(shape: Shape, mean = 0, std = 1): NDArray {
    return this.#floats(shape, () => this.#round(mean + std * this.#gaussian()));
  }

  uniform(shape: Shape, low: number, high: number): NDArray {
    return this.#floats(shape, () => this.float(low, high));
  }

  /** Whole numbers from `low` to `high`, both included. */
  integers(shape: Shape, low: number, high: number): NDArray {
    const values = Int32Array.from({ length: sizeOf(shape) }, () => this.int(low, high));
    return arrayOf(values, 'int32', shape);
  }

  /** `count` class numbers from 0 to `classes - 1`. */
  labels(count: number, classes: number): NDArray {
    return this.integers(count, 0, classes - 1);
  }

  oneHot(count: number, classes: number): NDArray {
    const values = new Float64Array(count * classes);
    for (let row = 0; row < count; row++) values[row * classes + this.int(0, classes - 1)] = 1;
    return arrayOf(values, 'float64', [count, classes]);
  }

  /** Normal draws at least `margin` away from each of `from`, where a function has a kink. */
  away(shape: Shape, from: number[], margin = 0.05): NDArray {
    const near = (value: number) => from.some((kink) => Math.abs(value - kink) < margin);
    return this.#floats(shape, () => {
      for (;;) {
        const drawn = this.#gaussian();
        const rounded = this.#round(drawn);
        if (!near(rounded)) return rounded;
        if (!near(drawn)) return drawn;
      }
    });
  }

  /** No two entries are closer than 0.05: no ties for a maximum. */
  distinct(shape: Shape): NDArray {
    const size = sizeOf(shape);
    const order = Array.from({ length: size }, (_, i) => i);
    for (let i = size - 1; i > 0; i--) {
      const j = this.int(0, i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const exact = this.#shrink.decimals !== undefined;
    return this.#floats(shape, (i) => {
      const jitter = this.#next() * 0.05;
      return exact ? order[i]! - Math.floor(size / 2) : (order[i]! - size / 2) * 0.1 + jitter;
    });
  }

  #floats(shape: Shape, valueAt: (i: number) => number): NDArray {
    const values = new Float64Array(sizeOf(shape));
    for (let i = 0; i < values.length; i++) values[i] = valueAt(i);
    return arrayOf(values, 'float64', shape);
  }

  #round(value: number, low = -Infinity, high = Infinity): number {
    if (this.#shrink.decimals === undefined) return value;
    const scale = 10 ** this.#shrink.decimals;
    const rounded = Math.round(value * scale) / scale + 0; // + 0 turns -0 into 0
    return rounded < low || rounded > high ? value : rounded;
  }

  /** Box-Muller: sqrt(-2 ln u) cos(2 pi v) is standard normal for u, v uniform on (0, 1]. */
  #gaussian(): number {
    const u = 1 - this.#next();
    const v = this.#next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  }
}

function arrayOf(values: Float64Array | Int32Array, dtype: DType, shape: Shape): NDArray {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return fromWire({ kind: 'ndarray', dtype, shape: typeof shape === 'number' ? [shape] : shape, bytes });
}

const sizeOf = (shape: Shape): number =>
  typeof shape === 'number' ? shape : shape.reduce((size, dim) => size * dim, 1);

/** sfc32: small, fast, and its own, so that drawing inputs never disturbs `np.random`. */
function uniformStream(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}
