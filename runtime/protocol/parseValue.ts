import { bytes, count, flag, list, oneOf, optional, pair, real, record, refuse, text, union } from './parse';
import type { Parser } from './parse';
import { itemBytes, type ArrayValue, type Value } from './value';

type Of<K extends Value['kind']> = Omit<Extract<Value, { kind: K }>, 'kind'>;

const dtype = oneOf('float32', 'float64', 'int32', 'bool');

const arrayFields = record<Of<'ndarray'>>({
  dtype,
  shape: list(count),
  bytes,
});

/** The bytes must be exactly those that the shape asks for: everything above trusts the two to agree. */
const ndarray: Parser<Of<'ndarray'>> = (value, path) => {
  const array = arrayFields(value, path);
  const wanted = array.shape.reduce((size, n) => size * n, itemBytes[array.dtype]);
  return array.bytes.length === wanted ? array : refuse(`${path}.bytes`, `${wanted} bytes`, array.bytes);
};

const unsentArray = record<NonNullable<Of<'opaque'>['array']>>({ dtype, shape: list(count) });

const nothing = record<object>({});
const anyValue: Parser<Value> = (value, path) => parseValue(value, path);

export const parseValue = union<'kind', Value>('kind', {
  ndarray,
  number: record<Of<'number'>>({ value: real }),
  bool: record<Of<'bool'>>({ value: flag }),
  string: record<Of<'string'>>({ value: text, cut: optional(count) }),
  null: nothing,
  undefined: nothing,
  list: record<Of<'list'>>({ items: list(anyValue), cut: optional(count) }),
  record: record<Of<'record'>>({ entries: list(pair(text, anyValue)), cut: optional(count) }),
  function: record<Of<'function'>>({ name: text }),
  promise: nothing,
  opaque: record<Of<'opaque'>>({ type: text, array: optional(unsentArray) }),
});

export const parseArray = union<'kind', ArrayValue>('kind', { ndarray });
