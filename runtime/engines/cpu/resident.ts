import { itemBytes } from '../../protocol/value';
import type { Storage, Strided } from '../engine';
import { elementsOf } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import type { KernelMemory } from './kernelMemory';
import { move } from './port';

/** Bytes at the end of the kernels' memory where a matrix may stay. */
const mostBytes = 4 << 20;

/**
 * The matrix that a few rows were last multiplied by. Copying it would cost more than the product, and predictions, line searches and
 * numeric gradients ask for the same one again and again, changed in one place at most. Whoever writes into an array
 * in place says so here.
 */
export class Resident {
  readonly pointer: number;
  readonly #memory: KernelMemory;
  #storage: Storage | undefined;
  #offset = 0;
  #length = 0;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
    this.pointer = memory.end;
  }

  /** Room that scratch memory must leave. */
  static readonly bytes = mostBytes;

  /** Whether the matrix, which must be one stretch of memory, can stay. */
  static takes({ dtype, shape }: Strided): boolean {
    return sizeOf(shape) * itemBytes[dtype] <= mostBytes;
  }

  bring({ storage, offset, shape, dtype }: Strided): void {
    const length = sizeOf(shape);
    if (storage === this.#storage && offset === this.#offset && length === this.#length) return;
    this.#storage = storage;
    this.#offset = offset;
    this.#length = length;
    move(elementsOf(storage), offset, 1, this.#memory.views[dtype], this.pointer / itemBytes[dtype], length);
  }

  /** One element of an array has become `value`. */
  changed(storage: Storage, offset: number, value: number): void {
    const at = offset - this.#offset;
    if (storage !== this.#storage || at < 0 || at >= this.#length) return;
    this.#memory.views[storage.dtype][this.pointer / itemBytes[storage.dtype] + at] = value;
  }

  /** Elements of an array have changed. */
  forget(storage: Storage): void {
    if (storage === this.#storage) this.#storage = undefined;
  }
}
