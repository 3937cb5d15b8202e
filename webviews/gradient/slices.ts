import { unravel } from '../../runtime/words/position';

/** One matrix of a tensor: where it begins in C order, and which of its rows and columns are drawn. */
export interface Slice {
  /** Leading indexes; empty for rank 0-2. */
  index: number[];
  start: number;
  rows: number[];
  columns: number[];
  /** Entries from one row to the next. */
  stride: number;
}

/** A matrix this large is still read entry by entry; of a larger one the surroundings of the worst entry are drawn. */
const mostLines = 24;

/** A tensor as matrices over its last two axes; a vector is one row, a scalar one entry. */
export function slicesOf(shape: readonly number[], worst: number): Slice[] {
  const rows = shape.at(-2) ?? 1;
  const columns = shape.at(-1) ?? 1;
  const leading = shape.slice(0, -2);
  const count = leading.reduce((product, size) => product * size, 1);
  const row = Math.floor((worst % (rows * columns)) / columns);
  return Array.from({ length: count }, (_, i) => ({
    index: unravel(i, leading),
    start: i * rows * columns,
    rows: around(row, rows),
    columns: around(worst % columns, columns),
    stride: columns,
  }));
}

function around(centre: number, size: number): number[] {
  const first = Math.max(0, Math.min(size - mostLines, centre - mostLines / 2));
  return Array.from({ length: Math.min(size, mostLines) }, (_, i) => first + i);
}

/** The entry with the largest relative error, NaN counting as the largest. */
export function worstOf(relativeError: readonly number[]): number {
  const rank = (error: number): number => (Number.isNaN(error) ? Infinity : error);
  return relativeError.reduce((worst, error, i) => (rank(error) > rank(relativeError[worst] ?? 0) ? i : worst), 0);
}
