import type * as Core from '@tensorflow/tfjs-core';
import type { DType } from '../../../protocol/value';
import type { CarefulOperation, Layout } from '../device';
import { isContiguous, sameShape, sizeOf } from '../../layout';

export type Tf = typeof Core;
export type Tensor = Core.Tensor;
export type TensorType = 'float32' | 'int32' | 'bool';

/** What is kept for geometries and numbers that come again. */
const mostTableBytes = 64 << 20;
const mostNumbers = 256;

/**
 * What every primitive works with: tf itself, and the tensors of the storages. A storage is a tensor of any shape: only the order of its
 * elements counts, and a reshape saved is an operation saved.
 */
export class Bench {
  readonly tf: Tf;
  /** Operations whose plain form a driver was found to compute wrongly. */
  readonly careful = new Set<CarefulOperation>();
  bytes = 0;
  readonly #tensors = new Map<number, Tensor>();
  readonly #numbers = new Map<string, Tensor>();
  readonly #tables = new Map<string, Tensor>();
  #tableBytes = 0;
  #replaced: Tensor[] = [];

  constructor(tf: Tf) {
    this.tf = tf;
  }

  stored(id: number): Tensor {
    const tensor = this.#tensors.get(id);
    if (tensor === undefined) throw new Error(`no storage ${id}`);
    return tensor;
  }

  store(id: number, tensor: Tensor): void {
    this.release(id);
    this.#tensors.set(id, this.tf.keep(tensor));
    this.bytes += bytesOf(tensor);
  }

  release(id: number): void {
    const old = this.#tensors.get(id);
    if (old === undefined) return;
    this.#tensors.delete(id);
    this.bytes -= bytesOf(old);
    old.dispose();
  }

  /** A storage in a given shape, in which it is kept from then on: it will be asked for again. */
  shaped(id: number, shape: readonly number[]): Tensor {
    const tensor = this.stored(id);
    if (sameShape(tensor.shape, shape)) return tensor;
    const turned = this.tf.keep(this.tf.reshape(tensor, [...shape]));
    this.#tensors.set(id, turned);
    // The command may have another view of the same storage in hand.
    this.#replaced.push(tensor);
    return turned;
  }

  /** Whether a layout is a whole storage as it lies. */
  isWhole(layout: Layout): boolean {
    if (layout.offset !== 0 || !isContiguous(layout)) return false;
    const stored = this.#tensors.get(layout.id);
    // What is not there yet comes to be by being written whole.
    return stored === undefined || sizeOf(layout.shape) === stored.size;
  }

  /** A number as a tensor of rank 0. Few numbers occur, and often. */
  number(value: number, dtype: TensorType): Tensor {
    const key = `${dtype} ${Object.is(value, -0) ? '-0' : value}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const made = this.tf.keep(this.tf.tensor(elementOf(value, dtype), [], dtype));
    this.#numbers.set(key, made);
    return made;
  }

  /** What is computed on the host once for a geometry that comes again. */
  table(key: string, make: () => Tensor): Tensor {
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const made = this.tf.keep(make());
    this.#tableBytes += bytesOf(made);
    this.#tables.set(key, made);
    return made;
  }

  /**
   * Positions computed on the host, one row for each, as `gatherND` takes them. They go over as float32, which holds them exactly: TensorFlow
   * keeps int32 that it is given in the processor's memory, and would send it to a GPU anew for every operation.
   */
  positions(key: string, make: () => Int32Array): Tensor {
    return this.table(key, () => {
      const places = make();
      const shape: [number, number] = [places.length, 1];
      if (places.some((place) => place > 2 ** 24)) return this.tf.tensor2d(places, shape, 'int32');
      return this.tf.cast(this.tf.tensor2d(Float32Array.from(places), shape, 'float32'), 'int32');
    });
  }

  /** Between commands: none holds a number or a table then. */
  prune(): void {
    for (const tensor of this.#replaced) tensor.dispose();
    this.#replaced = [];
    if (this.#numbers.size > mostNumbers) dropAll(this.#numbers);
    if (this.#tableBytes <= mostTableBytes) return;
    dropAll(this.#tables);
    this.#tableBytes = 0;
  }
}

function dropAll(tensors: Map<string, Tensor>): void {
  for (const tensor of tensors.values()) tensor.dispose();
  tensors.clear();
}

/** In the dtype's own array: tf rounds nothing then. */
function elementOf(value: number, dtype: TensorType) {
  if (dtype === 'float32') return Float32Array.of(value);
  return dtype === 'int32' ? Int32Array.of(value) : Uint8Array.of(value);
}

const bytesOf = (tensor: Tensor): number => tensor.size * (tensor.dtype === 'bool' ? 1 : 4);

/** @throws for float64, which no device holds. */
export function tensorType(dtype: DType): TensorType {
  if (dtype === 'float64') throw new Error('float64 stays on the host');
  return dtype;
}
