import type { Strided } from './engine';

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis];
  return size;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** Strides of C order: the last axis lies closest. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = shape.slice();
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** Whether elements lie in C order without gaps. Axes of length 1 do not count: their stride is never taken. */
export function isContiguous({ shape, strides }: Pick<Strided, 'shape' | 'strides'>): boolean {
  // Most are matrices as they were made, and every operation asks.
  if (shape.length === 2 && strides[1] === 1 && strides[0] === shape[1]) return true;
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    if (length !== 1 && strides[axis] !== expected) return shape.includes(0);
    expected *= length;
  }
  return true;
}
