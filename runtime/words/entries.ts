import type { ArrayValue, Value } from '../protocol/value';

/** The numbers of an array or a nested list, flat in C order. */
export interface Entries {
  shape: number[];
  numbers: number[];
  /** Booleans print as such. */
  bool: boolean;
}

/** An array's elements out of its little-endian bytes. */
export function arrayEntries({ dtype, shape, bytes }: ArrayValue): Entries {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = shape.reduce((product, size) => product * size, 1);
  const read = {
    float32: (i: number) => view.getFloat32(4 * i, true),
    float64: (i: number) => view.getFloat64(8 * i, true),
    int32: (i: number) => view.getInt32(4 * i, true),
    bool: (i: number) => view.getUint8(i),
  }[dtype];
  return { shape, numbers: Array.from({ length }, (_, i) => read(i)), bool: dtype === 'bool' };
}

/** Whatever has a shape: an array, or lists of numbers nested to one depth throughout. */
export function entriesOf(value: Value): Entries | undefined {
  if (value.kind === 'ndarray') return arrayEntries(value);
  if (value.kind === 'number') return { shape: [], numbers: [value.value], bool: false };
  if (value.kind === 'bool') return { shape: [], numbers: [Number(value.value)], bool: true };
  if (value.kind !== 'list' || value.cut || value.items.length === 0) return undefined;
  const rows = value.items.map((item) => (item.kind === 'ndarray' ? undefined : entriesOf(item)));
  const [first] = rows;
  if (!first || !rows.every((row): row is Entries => row !== undefined && sameShape(row, first))) return undefined;
  return {
    shape: [rows.length, ...first.shape],
    numbers: rows.flatMap((row) => row.numbers),
    bool: first.bool,
  };
}

function sameShape(a: Entries, b: Entries): boolean {
  return (
    a.bool === b.bool && a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis])
  );
}

/** As np.allclose compares, nan being equal to nan. */
export function close(found: number, expected: number, rtol: number, atol: number): boolean {
  if (found === expected || (Number.isNaN(found) && Number.isNaN(expected))) return true;
  return (
    Number.isFinite(found) &&
    Number.isFinite(expected) &&
    Math.abs(found - expected) <= atol + rtol * Math.abs(expected)
  );
}

/** Flat positions where the two differ; none where their shapes do. */
export function differing(found: Entries, expected: Entries, rtol: number, atol: number): number[] {
  if (!sameShape({ ...found, bool: expected.bool }, expected)) return [];
  return found.numbers.flatMap((x, i) => (close(x, expected.numbers[i] ?? NaN, rtol, atol) ? [] : [i]));
}
