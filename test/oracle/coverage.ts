import { dtypes, layouts } from './arraySpec';
import type { Wish } from './caseParts';
import { isOwnManner, isUndefined } from './undefinedCells';

/** What came of the cases of one cell: function x dtype x layout. */
export interface Cell {
  /** NumPy returned something. */
  returned: number;
  /** NumPy raised. */
  raised: number;
}

export class Coverage {
  readonly #cells = new Map<string, Cell>();

  cell(name: string, { dtype, layout }: Wish): Cell {
    const key = `${name}|${dtype}|${layout}`;
    const known = this.#cells.get(key) ?? { returned: 0, raised: 0 };
    this.#cells.set(key, known);
    return known;
  }

  count(name: string, wish: Wish, raised: boolean): void {
    this.cell(name, wish)[raised ? 'raised' : 'returned']++;
  }

  /** Cells with fewer than `least` cases that returned, and cells that are marked as undefined though NumPy returned. */
  faults(names: readonly string[], least: number): string[] {
    return names.flatMap((name) =>
      layouts.flatMap((layout) =>
        dtypes.flatMap((dtype) => {
          if (isOwnManner(name, { dtype, layout })) return [];
          const { returned, raised } = this.cell(name, { dtype, layout });
          if (isUndefined(name, { dtype, layout })) {
            return returned > 0 || raised === 0
              ? [`${name}, ${dtype}, ${layout}: marked as undefined, but NumPy returned ${returned}, raised ${raised}`]
              : [];
          }
          return returned < least ? [`${name}, ${dtype}, ${layout}: ${returned} returned, ${raised} raised`] : [];
        }),
      ),
    );
  }

  /** function x dtype x layout with the count of cases that NumPy answered; '-' where it has no answer. */
  table(names: readonly string[]): string {
    const width = 26;
    const heading = `${''.padEnd(width)}${dtypes.map((dtype) => dtype.padEnd(layouts.length * 3 + 1)).join('')}total  raised`;
    const initials = `${''.padEnd(width)}${dtypes.map(() => `${layouts.map((layout) => layout[0].padEnd(3)).join('')} `).join('')}`;
    const rows = names.map((name) => {
      const cells = dtypes.map((dtype) =>
        layouts.map((layout) => {
          return this.#text(name, { dtype, layout }).padEnd(3);
        }),
      );
      return `${name.padEnd(width)}${cells.map((row) => `${row.join('')} `).join('')}${this.#total(name, 'returned').padEnd(7)}${this.#total(name, 'raised')}`;
    });
    const legend = `layouts: ${layouts.map((layout) => `${layout[0]} ${layout}`).join(', ')}; - NumPy raises; ~ np has its own manner`;
    return [legend, heading, initials, ...rows].join('\n');
  }

  #text(name: string, wish: Wish): string {
    if (isOwnManner(name, wish)) return '~';
    return isUndefined(name, wish) ? '-' : String(this.cell(name, wish).returned);
  }

  #total(name: string, what: keyof Cell): string {
    let total = 0;
    for (const layout of layouts) for (const dtype of dtypes) total += this.cell(name, { dtype, layout })[what];
    return String(total);
  }
}
