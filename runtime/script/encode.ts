import { viewOf } from '../np/handle';
import { isNDArray, toWire } from '../np/wire';
import { itemBytes, type Value } from '../protocol/value';

interface Caps {
  depth: number;
  /** Items of one list, entries of one record. */
  items: number;
  characters: number;
  /** Bytes of all arrays together. */
  bytes: number;
  /** Values of all kinds together. */
  values: number;
}

const defaultCaps: Caps = { depth: 12, items: 10_000, characters: 20_000, bytes: 16 * 2 ** 20, values: 50_000 };

export interface EncodeOptions {
  caps?: Partial<Caps>;
  /** Where the platform can tell; a proxy is opaque then, and no trap of it runs. */
  isProxy?: (x: unknown) => boolean;
}

/**
 * A live value as data. No method, getter or conversion of the value is ever called: a learner's object says
 * only what its own data properties hold.
 */
export function encodeValue(x: unknown, { caps, isProxy = () => false }: EncodeOptions = {}): Value {
  const limits = { ...defaultCaps, ...caps };
  const open = new Set<object>();

  const encode = (value: unknown, depth: number): Value => {
    if (--limits.values < 0) return { kind: 'opaque', type: 'too many values' };
    switch (typeof value) {
      case 'number':
        return { kind: 'number', value };
      case 'boolean':
        return { kind: 'bool', value };
      case 'string':
        return encodeString(value, limits.characters);
      case 'undefined':
        return { kind: 'undefined' };
      case 'function':
        return { kind: 'function', name: isProxy(value) ? '' : ownText(value, 'name') };
      case 'object':
        return value === null ? { kind: 'null' } : encodeObject(value, depth);
      default:
        return { kind: 'opaque', type: typeof value };
    }
  };

  const encodeObject = (object: object, depth: number): Value => {
    if (isProxy(object)) return { kind: 'opaque', type: 'Proxy' };
    if (isNDArray(object)) {
      // Asked before it is copied: a broadcast view may say that it is far larger than any memory.
      const { size, dtype, shape } = viewOf(object);
      limits.bytes -= size * itemBytes[dtype];
      if (limits.bytes < 0) return { kind: 'opaque', type: 'NDArray', array: { dtype, shape: [...shape] } };
      return toWire(object);
    }
    const isList = Array.isArray(object);
    const line = isList ? [] : prototypesOf(object, isProxy);
    const isPlain = line.length === 0 || line[0] === Object.prototype;
    if (!isList && !isPlain) {
      return line.includes(Promise.prototype) ? { kind: 'promise' } : { kind: 'opaque', type: typeName(line) };
    }
    if (open.has(object)) return { kind: 'opaque', type: 'cycle' };
    if (depth === 0) return { kind: 'opaque', type: 'too deep' };
    open.add(object);
    const value = isList ? encodeList(object, depth) : encodeRecord(object, depth);
    open.delete(object);
    return value;
  };

  const encodeList = (list: object, depth: number): Value => {
    const length = Number(Object.getOwnPropertyDescriptor(list, 'length')?.value);
    const items: Value[] = [];
    for (let i = 0; i < Math.min(length, limits.items); i++) items.push(encodeProperty(list, String(i), depth));
    return length > items.length ? { kind: 'list', items, cut: length - items.length } : { kind: 'list', items };
  };

  const encodeRecord = (record: object, depth: number): Value => {
    const keys = Object.keys(record);
    const shown = keys.slice(0, limits.items);
    const entries = shown.map((key): [string, Value] => [key, encodeProperty(record, key, depth)]);
    return keys.length > shown.length
      ? { kind: 'record', entries, cut: keys.length - shown.length }
      : { kind: 'record', entries };
  };

  const encodeProperty = (object: object, key: string, depth: number): Value => {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property?.get) return { kind: 'opaque', type: 'getter' };
    return encode(property?.value, depth - 1);
  };

  return encode(x, limits.depth);
}

function encodeString(text: string, most: number): Value {
  return text.length > most
    ? { kind: 'string', value: text.slice(0, most), cut: text.length - most }
    : { kind: 'string', value: text };
}

/** What an object inherits from, as far as no proxy stands in the way: its traps would run. */
function prototypesOf(object: object, isProxy: (x: unknown) => boolean): object[] {
  const found: object[] = [];
  for (let at = object; found.length < 100;) {
    const next: unknown = Object.getPrototypeOf(at);
    if (typeof next !== 'object' || next === null || isProxy(next)) break;
    found.push(next);
    at = next;
  }
  return found;
}

/** The name of an object's class, or of what the language itself makes without one: a generator. As far as plain data tells. */
function typeName(prototypes: readonly object[]): string {
  for (const prototype of prototypes) {
    const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    const name = typeof maker === 'function' ? ownText(maker, 'name') : ownText(prototype, Symbol.toStringTag);
    if (name !== '') return name;
  }
  return 'Object';
}

function ownText(object: object, key: PropertyKey): string {
  const value: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
