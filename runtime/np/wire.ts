import type { ArrayValue } from '../protocol/value';
import type { Elements } from '../engines/engine';
import { NpError } from './errors';
import { viewOf, wrap } from './handle';
import type { NDArray } from './ndarray';
import { elements, mayOverlap, sizeOf, upload, type View } from './view';
import './ndarray';

export { isNDArray } from './handle';

/** An array as it travels: a copy of its own elements, whatever its methods have been patched to say. */
export function toWire(array: NDArray): ArrayValue {
  const view = viewOf(array);
  const values = elements(view);
  const bytes = new Uint8Array(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return { kind: 'ndarray', dtype: view.dtype, shape: [...view.shape], bytes };
}

export function fromWire({ dtype, shape, bytes }: ArrayValue): NDArray {
  // A fresh buffer, because bytes cut from a frame need not be aligned.
  const { buffer } = new Uint8Array(bytes);
  const values = elementsIn(dtype, buffer);
  if (values === undefined || values.length !== sizeOf(shape)) {
    throw new NpError(`an array of dtype ${dtype} and shape [${shape.join(', ')}] does not have ${bytes.length} bytes`);
  }
  return wrap(upload([...shape], dtype, values));
}

function elementsIn(dtype: ArrayValue['dtype'], buffer: ArrayBuffer): Elements | undefined {
  const width = dtype === 'float64' ? 8 : dtype === 'bool' ? 1 : 4;
  if (buffer.byteLength % width !== 0) return undefined;
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
