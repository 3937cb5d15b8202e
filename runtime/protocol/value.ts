/**
 * A value as it travels between a learner and the judge: plain data, never a live object.
 * Arrays carry their own bytes in C order, little-endian; -0, NaN and the infinities are exact.
 */
export type DType = 'float32' | 'float64' | 'int32' | 'bool';

/** Bytes of one element. */
export const itemBytes: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int32: 4, bool: 1 };

export interface ArrayValue {
  kind: 'ndarray';
  dtype: DType;
  shape: number[];
  /** C-order elements, little-endian; one byte per bool. */
  bytes: Uint8Array;
}

export type Value =
  | ArrayValue
  | { kind: 'number'; value: number }
  | { kind: 'bool'; value: boolean }
  /** `cut` counts what a size cap left out: characters, items or entries. */
  | { kind: 'string'; value: string; cut?: number }
  | { kind: 'null' }
  | { kind: 'undefined' }
  | { kind: 'list'; items: Value[]; cut?: number }
  | { kind: 'record'; entries: [string, Value][]; cut?: number }
  | { kind: 'function'; name: string }
  | { kind: 'promise' }
  /** Anything else: an instance of a learner's class, a Map, a Proxy, a cycle; `array`: one whose data is too large to send. */
  | { kind: 'opaque'; type: string; array?: { dtype: DType; shape: number[] } };

export type ValueKind = Value['kind'];
