import type { DType } from '../../protocol/value';
import type { Elements, Storage, Strided } from '../engine';
import { contiguousStrides } from '../layout';

// Taken when this module loads: code that runs later may replace the globals and their methods.
const Float64 = Float64Array;
const Float32 = Float32Array;
const Int32 = Int32Array;
const Uint8 = Uint8Array;
const { apply } = Reflect;
const { subarray } = Float64Array.prototype;

export class HostStorage implements Storage {
  readonly dtype: DType;
  readonly length: number;
  readonly elements: Elements;

  constructor(dtype: DType, elements: Elements) {
    this.dtype = dtype;
    this.length = elements.length;
    this.elements = elements;
  }
}

export const isFloat = (dtype: DType): boolean => dtype === 'float32' || dtype === 'float64';

/** A whole storage in C order. */
export function inOrder(storage: Storage, shape: readonly number[]): Strided {
  return { storage, offset: 0, shape, strides: contiguousStrides(shape), dtype: storage.dtype };
}

export function newElements(dtype: DType, length: number): Elements {
  switch (dtype) {
    case 'float64':
      return new Float64(length);
    case 'float32':
      return new Float32(length);
    case 'int32':
      return new Int32(length);
    case 'bool':
      return new Uint8(length);
    default:
      return dtype satisfies never;
  }
}

export function elementsOf(storage: Storage): Elements {
  return (storage as HostStorage).elements;
}

/** Part of the same memory. */
export function part(elements: Elements, start: number, end: number): Elements {
  return apply(subarray, elements, [start, end]) as Elements;
}
