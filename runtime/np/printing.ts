import type { Elements } from '../engines/engine';
import { floatFormat, floatText } from './floatFormat';
import { elements, type View } from './view';
import { contiguousStrides } from '../engines/layout';

const LINE_WIDTH = 75;
/** Arrays with more elements show only their edges. */
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;

/** An array as NumPy's `str` writes it. */
export function arrayText(view: View): string {
  if (view.size === 0) return '[]';
  const values = elements(view);
  if (view.shape.length === 0) return scalarText(values[0], view);
  const layout = { view, values, strides: contiguousStrides(view.shape), summarised: view.size > THRESHOLD };
  const shown = shownValues(layout, 0, 0);
  return block({ ...layout, format: formatOf(shown, view) }, 0, 0, ' ', LINE_WIDTH);
}

function scalarText(value: number, { dtype }: View): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  return dtype === 'int32' ? String(value) : floatText(value, dtype);
}

function formatOf(shown: readonly number[], { dtype }: View): (value: number) => string {
  if (dtype === 'bool') return (value) => (value === 0 ? 'False' : ' True');
  if (dtype !== 'int32') return floatFormat(shown, dtype);
  const width = shown.reduce((longest, value) => Math.max(longest, String(value).length), 0);
  return (value) => String(value).padStart(width);
}

interface Layout {
  view: View;
  values: Elements;
  strides: readonly number[];
  summarised: boolean;
}

/** Positions along an axis that are shown, and after how many of them the dots stand. */
function shownAlong({ view, summarised }: Layout, axis: number): { positions: number[]; dotsAfter: number } {
  const length = view.shape[axis];
  const all = Array.from({ length }, (_, i) => i);
  if (!summarised || length <= 2 * EDGE_ITEMS) return { positions: all, dotsAfter: -1 };
  return { positions: [...all.slice(0, EDGE_ITEMS), ...all.slice(-EDGE_ITEMS)], dotsAfter: EDGE_ITEMS };
}

function shownValues(layout: Layout, axis: number, start: number): number[] {
  if (axis === layout.view.shape.length) return [layout.values[start]];
  return shownAlong(layout, axis).positions.flatMap((i) =>
    shownValues(layout, axis + 1, start + i * layout.strides[axis]),
  );
}

type Formatted = Layout & { format: (value: number) => string };

function block(layout: Formatted, axis: number, start: number, indent: string, width: number): string {
  const { positions, dotsAfter } = shownAlong(layout, axis);
  const left = layout.view.shape.length - axis;
  if (left === 1) return row(layout, positions, dotsAfter, start, indent, width);
  const items = positions.map((i) =>
    block(layout, axis + 1, start + i * layout.strides[axis], `${indent} `, width - 1),
  );
  if (dotsAfter >= 0) items.splice(dotsAfter, 0, '...');
  return `[${items.join('\n'.repeat(left - 1) + indent)}]`;
}

function row(
  layout: Formatted,
  positions: readonly number[],
  dotsAfter: number,
  start: number,
  indent: string,
  width: number,
): string {
  const words = positions.map((i) => layout.format(layout.values[start + i]));
  if (dotsAfter >= 0) words.splice(dotsAfter, 0, '...');
  const lines: string[] = [];
  let line = indent;
  words.forEach((word, i) => {
    if (line.length + word.length > width - 1 && line.length > indent.length) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += i === words.length - 1 ? word : `${word} `;
  });
  return `[${[...lines, line].join('\n').slice(indent.length)}]`;
}
