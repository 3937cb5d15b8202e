import { el } from '../dom';
import { paint } from './shades';
import type { Shade } from './shades';
import type { Slice } from './slices';

export interface Entry {
  text: string;
  /** All that is known of the entry, in a sentence. */
  label: string;
  shade: Shade;
  /** Over the pass line. */
  marked: boolean;
}

export interface HeatMapOptions {
  name: string;
  /** `showText` writes each number into its cell; otherwise only signs and marks. */
  showText: boolean;
  entryAt(position: number): Entry;
  onShow(position: number | null): void;
}

/** A matrix as a grid of coloured cells: one of them in the tab order, arrow keys move among them. */
export function heatMap(slice: Slice, options: HeatMapOptions): HTMLElement {
  const { rows, columns, start, stride } = slice;
  const grid = el('div', { role: 'grid', class: options.showText ? 'map large' : 'map', 'aria-label': options.name });
  const cells = rows.map((row) =>
    columns.map((column) => cellView(start + row * stride + column, options.entryAt, options.showText)),
  );
  grid.append(...cells.map((line) => el('div', { role: 'row', class: 'row' }, line)));
  cells[0]?.[0]?.setAttribute('tabindex', '0');

  const all = cells.flat();
  const width = columns.length;
  const cellOf = (event: Event): HTMLElement | undefined =>
    all.find((cell) => cell === event.target || cell.contains(event.target as Node));
  const positionOf = (cell: HTMLElement): number => Number(cell.dataset.position);

  grid.addEventListener('keydown', (event) => {
    const from = all.findIndex((cell) => cell === event.target);
    const to = nextCell(event, from, width, all.length);
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  });
  grid.addEventListener('focusin', (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    for (const other of all) other.setAttribute('tabindex', other === cell ? '0' : '-1');
    options.onShow(positionOf(cell));
  });
  grid.addEventListener('pointerover', (event) => {
    const cell = cellOf(event);
    if (cell) options.onShow(positionOf(cell));
  });
  grid.addEventListener('pointerleave', () => options.onShow(null));
  return grid;
}

function cellView(position: number, entryAt: HeatMapOptions['entryAt'], showText: boolean): HTMLElement {
  const { text, label, shade, marked } = entryAt(position);
  const sign = text.startsWith('-') ? '−' : '';
  const cell = el(
    'div',
    { role: 'gridcell', class: 'cell', tabindex: -1, 'aria-label': label, 'data-position': position },
    marked && el('span', { class: 'mark', 'aria-hidden': 'true' }, '×'),
    el('span', { 'aria-hidden': 'true' }, showText ? text : marked ? '' : sign),
  );
  if (marked) cell.classList.add('over');
  paint(cell, shade);
  return cell;
}

function nextCell(event: KeyboardEvent, from: number, width: number, count: number): number | undefined {
  const column = from % width;
  switch (event.key) {
    case 'ArrowRight':
      return column < width - 1 ? from + 1 : from;
    case 'ArrowLeft':
      return column > 0 ? from - 1 : from;
    case 'ArrowDown':
      return from + width < count ? from + width : from;
    case 'ArrowUp':
      return from - width >= 0 ? from - width : from;
    case 'Home':
      return event.ctrlKey ? 0 : from - column;
    case 'End':
      return event.ctrlKey ? count - 1 : from - column + width - 1;
    default:
      return undefined;
  }
}
