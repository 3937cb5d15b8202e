import type { DType } from '../../protocol/value';
import type { Elements } from '../engine';
import { newElements } from '../javascript/hostStorage';

/** What is too long for words travels beside them, in the same order. */
export type Payload = Elements | SharedArrayBuffer;

/** Numbers in shared memory, written and read in order. A float64 holds each of ours exactly, NaN and -0 included. */
export class Words {
  #at = 0;
  #payload: Payload | undefined;
  readonly #words: Float64Array;
  readonly #nextPayload: () => Payload | undefined;

  /** `nextPayload` is asked by the side that reads. */
  constructor(words: Float64Array, nextPayload: () => Payload | undefined = () => undefined) {
    this.#words = words;
    this.#nextPayload = nextPayload;
  }

  goTo(at: number): void {
    this.#at = at;
    this.#payload = undefined;
  }

  put(value: number): void {
    this.#words[this.#at++] = value;
  }

  putBeside(payload: Payload): void {
    this.#payload = payload;
  }

  /** What was put beside the words since `goTo`, for whoever sends it. */
  get beside(): Payload | undefined {
    return this.#payload;
  }

  take(): number {
    return this.#words[this.#at++]!;
  }

  takeBeside(): Payload {
    const payload = this.#nextPayload();
    if (!payload) throw new RangeError('what stands beside the queue has not come');
    return payload;
  }
}

/** How a value stands in words. */
export interface Codec<T> {
  write(words: Words, value: T): void;
  read(words: Words): T;
}

/** Numbers of one list that stand in the words; of more, elements are a payload. */
export const mostInline = 64;

// Taken when this module loads: code that runs later may replace the globals.
const Float64 = Float64Array;
const Float32 = Float32Array;
const Int32 = Int32Array;
const Uint8 = Uint8Array;

export const number: Codec<number> = { write: (words, value) => words.put(value), read: (words) => words.take() };

export const absent: Codec<undefined> = { write: () => undefined, read: () => undefined };

export function oneOf<T extends string>(...names: T[]): Codec<T> {
  return {
    write(words, value) {
      for (let i = 0; i < names.length; i++) if (names[i] === value) return words.put(i);
      throw new RangeError(`no word for ${value}`);
    },
    read: (words) => names[words.take()]!,
  };
}

export const dtype = oneOf<DType>('float32', 'int32', 'bool', 'float64');

export const numbers: Codec<readonly number[]> = {
  write(words, values) {
    words.put(values.length);
    for (let i = 0; i < values.length; i++) words.put(values[i]!);
  },
  read: (words) => Array.from({ length: words.take() }, () => words.take()),
};

/** Field by field. */
export function record<T extends object>(fields: { [K in keyof T]: Codec<T[K]> }): Codec<T> {
  const names = Object.keys(fields) as (keyof T)[];
  return {
    write(words, value) {
      for (let i = 0; i < names.length; i++) fields[names[i]!].write(words, value[names[i]!]);
    },
    read(words) {
      const value: Partial<T> = {};
      for (const name of names) value[name] = fields[name].read(words);
      return value as T;
    },
  };
}

/** One word says which of the two follows. */
export function either<A, B>(first: Codec<A>, second: Codec<B>, isSecond: (value: A | B) => value is B): Codec<A | B> {
  return {
    write(words, value) {
      const other = isSecond(value);
      words.put(other ? 1 : 0);
      if (other) second.write(words, value);
      else first.write(words, value as A);
    },
    read: (words) => (words.take() === 0 ? first.read(words) : second.read(words)),
  };
}

/** What was written is a copy. */
export const elements: Codec<Elements> = {
  write(words, values) {
    words.put(values.length);
    dtype.write(words, dtypeOf(values));
    if (values.length > mostInline) words.putBeside(copyOf(values));
    else for (let i = 0; i < values.length; i++) words.put(values[i]!);
  },
  read(words) {
    const length = words.take();
    const kind = dtype.read(words);
    if (length > mostInline) return words.takeBeside() as Elements;
    const values = newElements(kind, length);
    for (let i = 0; i < length; i++) values[i] = words.take();
    return values;
  },
};

export const shared: Codec<SharedArrayBuffer> = {
  write: (words, value) => words.putBeside(value),
  read: (words) => words.takeBeside() as SharedArrayBuffer,
};

function dtypeOf(values: Elements): DType {
  if (values instanceof Float32) return 'float32';
  if (values instanceof Int32) return 'int32';
  return values instanceof Uint8 ? 'bool' : 'float64';
}

function copyOf(values: Elements): Elements {
  if (values instanceof Float32) return new Float32(values);
  if (values instanceof Int32) return new Int32(values);
  return values instanceof Uint8 ? new Uint8(values) : new Float64(values);
}
