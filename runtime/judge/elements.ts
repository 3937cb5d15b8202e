import type { ArrayValue, DType, Value } from '../protocol/value';

/** The elements of an array as numbers, in C order; true is 1. */
export function elementsOf({ dtype, bytes }: ArrayValue): ArrayLike<number> {
  const { buffer } = bytes.slice();
  switch (dtype) {
    case 'float64':
      return new Float64Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'bool':
      return new Uint8Array(buffer);
    default:
      return dtype satisfies never;
  }
}

export function arrayValue(dtype: DType, shape: number[], numbers: readonly number[]): ArrayValue {
  return { kind: 'ndarray', dtype, shape, bytes: bytesOf(dtype, numbers) };
}

function bytesOf(dtype: DType, numbers: readonly number[]): Uint8Array {
  switch (dtype) {
    case 'float64':
      return new Uint8Array(Float64Array.from(numbers).buffer);
    case 'float32':
      return new Uint8Array(Float32Array.from(numbers).buffer);
    case 'int32':
      return new Uint8Array(Int32Array.from(numbers).buffer);
    case 'bool':
      return Uint8Array.from(numbers);
    default:
      return dtype satisfies never;
  }
}

/** Numbers of an array or of a number; `undefined` for what has none. */
export function numbersOf(value: Value | undefined): ArrayLike<number> | undefined {
  if (value?.kind === 'ndarray') return elementsOf(value);
  return value?.kind === 'number' ? [value.value] : undefined;
}

/** The index of the i-th element in C order. */
export function indexAt(i: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let rest = i, axis = shape.length - 1; axis >= 0; axis--) {
    const dim = shape[axis]!;
    index.unshift(rest % dim);
    rest = Math.floor(rest / dim);
  }
  return index;
}
