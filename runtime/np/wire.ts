import { itemBytes, type ArrayValue, type DType } from '../protocol/value';
import type { Elements } from '../engines/engine';
import { NpError, shapeText } from './errors';
import { viewOf, wrap } from './handle';
import type { NDArray } from './ndarray';
import { engine } from './settings';
import { elements, mayOverlap, upload, type View } from './view';
import { sizeOf } from '../engines/layout';
import './ndarray';

export { isNDArray } from './handle';

// Taken when this module loads: what is sent must not depend on globals that a learner has replaced.
const Float64 = Float64Array;
const Float32 = Float32Array;
const Int32 = Int32Array;
const Bytes = Uint8Array;

/** An array as it travels: a copy of its own elements, whatever its methods have been patched to say. */
export function toWire(array: NDArray): ArrayValue {
  const view = viewOf(array);
  const values = elements(view);
  const bytes = new Bytes(view.size * itemBytes[view.dtype]);
  const copy = typed(view.dtype, bytes.buffer);
  for (let i = 0; i < view.size; i++) copy[i] = values[i];
  const shape: number[] = [];
  for (let axis = 0; axis < view.shape.length; axis++) shape[axis] = view.shape[axis];
  return { kind: 'ndarray', dtype: view.dtype, shape, bytes };
}

export function fromWire({ dtype, shape, bytes }: ArrayValue): NDArray {
  if (bytes.length !== sizeOf(shape) * itemBytes[dtype]) {
    throw new NpError('np', 'wrongBytes', { dtype, shape: shapeText(shape), bytes: bytes.length });
  }
  // A fresh buffer, because bytes cut from a frame need not be aligned.
  return wrap(upload([...shape], dtype, typed(dtype, new Bytes(bytes).buffer)));
}

/** The elements in C order, for reading only: they may be the array's own. */
export function entriesOf(array: NDArray): Elements {
  return elements(viewOf(array));
}

/** Overwrites element i, in C order, of an array that came from the wire. */
export function writeEntry(array: NDArray, i: number, value: number): void {
  const { storage, dtype } = viewOf(array);
  engine().fill(value, { storage, offset: i, shape: [], strides: [], dtype });
}

function typed(dtype: DType, buffer: ArrayBuffer): Elements {
  switch (dtype) {
    case 'float64':
      return new Float64(buffer);
    case 'float32':
      return new Float32(buffer);
    case 'int32':
      return new Int32(buffer);
    case 'bool':
      return new Bytes(buffer);
    default:
      return dtype satisfies never;
  }
}

/** Whether some element belongs to both. */
export function sharesMemory(a: NDArray, b: NDArray): boolean {
  const x = viewOf(a),
    y = viewOf(b);
  if (!mayOverlap(x, y)) return false;
  const places = new Set<number>();
  eachPlace(x, (place) => places.add(place));
  let shared = false;
  eachPlace(y, (place) => (shared ||= places.has(place)));
  return shared;
}

function eachPlace({ shape, strides, offset }: View, visit: (place: number) => void): void {
  const walk = (axis: number, place: number) => {
    if (axis === shape.length) return visit(place);
    for (let i = 0; i < shape[axis]; i++) walk(axis + 1, place + i * strides[axis]);
  };
  walk(0, offset);
}
