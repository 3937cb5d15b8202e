import type { Input, Strided } from '../engine';
import { isContiguous } from '../layout';

/** The addon takes no more axes. */
const mostAxes = 16;

/** What the addon is told beside the arrays: numbers in one block of memory, written anew for each call. */
export class Words {
  readonly block = new Float64Array(256);
  #length = 0;

  begin(): this {
    this.#length = 0;
    return this;
  }

  put(word: number): this {
    this.block[this.#length++] = word;
    return this;
  }

  list(words: readonly number[]): this {
    for (let i = 0; i < words.length; i++) this.block[this.#length++] = words[i];
    return this;
  }

  shape(shape: readonly number[]): this {
    return this.put(shape.length).list(shape);
  }

  layout({ offset, strides }: Strided): this {
    return this.put(offset).list(strides);
  }

  /** The shape and the layouts of inputs over it; what lies in C order everywhere is one row. A number is passed by itself. */
  inputs(shape: readonly number[], total: number, inputs: readonly Input[]): this {
    if (inputs.every(isRow)) {
      this.put(1).put(total);
      for (const input of inputs) if (typeof input === 'object') this.put(input.offset).put(1);
      return this;
    }
    this.shape(shape);
    for (const input of inputs) if (typeof input === 'object') this.layout(input);
    return this;
  }
}

export const fits = (shape: readonly number[]): boolean => shape.length <= mostAxes;

const isRow = (input: Input): boolean => typeof input === 'number' || isContiguous(input);
