import { fromWire } from '../np/wire';
import type { Value } from '../protocol/value';

/** A live value again: arrays are new each time, so that nobody shares memory with the message. */
export function decodeValue(value: Value): unknown {
  switch (value.kind) {
    case 'ndarray':
      return fromWire(value);
    case 'number':
    case 'bool':
    case 'string':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return value.items.map(decodeValue);
    case 'record':
      return Object.fromEntries(value.entries.map(([key, item]) => [key, decodeValue(item)]));
    case 'undefined':
    case 'function':
    case 'promise':
    case 'opaque':
      return undefined;
    default:
      return value satisfies never;
  }
}
