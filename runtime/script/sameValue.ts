import type { Value } from '../protocol/value';

/** Whether two values are the same bit for bit (so NaN is NaN, and -0 is not 0). */
export function sameValue(a: Value, b: Value): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'ndarray':
      return b.kind === a.kind && a.dtype === b.dtype && sameShape(a.shape, b.shape) && sameBytes(a.bytes, b.bytes);
    case 'number':
    case 'bool':
    case 'string':
      return b.kind === a.kind && Object.is(a.value, b.value);
    case 'list':
      return (
        b.kind === a.kind &&
        a.items.length === b.items.length &&
        a.cut === b.cut &&
        a.items.every((item, i) => sameValue(item, b.items[i]!))
      );
    case 'record':
      return (
        b.kind === a.kind &&
        a.entries.length === b.entries.length &&
        a.entries.every(([key, item], i) => key === b.entries[i]![0] && sameValue(item, b.entries[i]![1]))
      );
    case 'opaque':
      return b.kind === a.kind && a.type === b.type && sameShape(a.array?.shape ?? [], b.array?.shape ?? []);
    case 'function':
    case 'null':
    case 'undefined':
    case 'promise':
      return true;
    default:
      return a satisfies never;
  }
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((dim, i) => dim === b[i]);

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
