import { columnFormat } from './columns';
import type { Entries } from './entries';
import { formatIndex } from './format';
import { unravel } from './position';
import type { RenderedBlock, RenderedCell } from './rendered';

const most = { blocks: 4, rows: 8, columns: 8 };
const gap: RenderedCell = { text: '…', differs: null };

export interface Table {
  blocks: RenderedBlock[];
  /** How many entries are in the blocks. */
  shown: number;
}

export interface Marks {
  /** Flat positions of entries that differ. */
  at: ReadonlySet<number>;
  other: Entries;
  /** Flat position that must be shown. */
  focus: number;
  words: (mine: string, other: string) => string;
}

/** An array as matrices, long axes cut around the entry in focus. */
export function tableOf({ shape, numbers, bool }: Entries, marks: Marks | null): Table {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const focus = marks?.focus ?? 0;
  const focusAt = (axis: number): number => Math.floor(focus / (strides[axis] ?? 1)) % (shape[axis] ?? 1);
  const apart = [...(marks?.at ?? [])].map((i): [number, number] => [numbers[i] ?? 0, marks?.other.numbers[i] ?? 0]);
  const write = bool
    ? (x: number) => (x ? 'true' : 'false')
    : columnFormat([...numbers, ...apart.map(([, b]) => b)], apart);
  let shown = 0;

  const cell = (position: number): RenderedCell => {
    shown++;
    const text = write(numbers[position] ?? NaN);
    const other = marks?.at.has(position) ? write(marks.other.numbers[position] ?? NaN) : null;
    return { text, differs: marks && other !== null ? marks.words(text, other) : null };
  };

  const rank = shape.length;
  const columns = rank === 0 ? [] : kept(shape[rank - 1] ?? 0, most.columns, focusAt(rank - 1));
  const rowOf = (start: number): RenderedCell[] =>
    rank === 0 ? [cell(0)] : columns.map((column) => (column === null ? gap : cell(start + column)));
  const matrix = (start: number): RenderedBlock['rows'] => {
    if (rank < 2) return [{ index: null, cells: rowOf(start) }];
    const stride = strides[rank - 2] ?? 1;
    return kept(shape[rank - 2] ?? 0, most.rows, focusAt(rank - 2)).map((row) =>
      row === null ? { index: null, cells: [] } : { index: row, cells: rowOf(start + row * stride) },
    );
  };

  const leading = shape.slice(0, Math.max(0, rank - 2));
  const size = strides[rank - 3] ?? 0;
  const count = leading.reduce((product, length) => product * length, 1);
  const blocks = kept(count, most.blocks, size === 0 ? 0 : Math.floor(focus / size))
    .filter((block) => block !== null)
    .map((block) => ({
      label: leading.length === 0 ? '' : formatIndex(unravel(block, leading)),
      columns,
      rows: matrix(block * size),
    }));
  return { blocks, shown };
}

/** Indexes of an axis that are shown: both ends and the neighbourhood of `focus`; null where some are left out. */
function kept(size: number, limit: number, focus: number): (number | null)[] {
  if (size <= limit + 1) return Array.from({ length: size }, (_, i) => i);
  const wanted = [focus, 0, size - 1, focus - 1, focus + 1, ...Array.from({ length: limit }, (_, i) => i + 1)];
  const chosen = [...new Set(wanted.filter((i) => i >= 0 && i < size))].slice(0, limit).sort((a, b) => a - b);
  return chosen.flatMap((index, i) => (i > 0 && index !== (chosen[i - 1] ?? 0) + 1 ? [null, index] : [index]));
}
