import { describe, expect, test } from 'vitest';
import { dtypes, layouts } from '../oracle/arraySpec';
import { askNumpy, findPython } from '../oracle/askNumpy';
import { makeCase, makers, type Case } from '../oracle/cases';
import { difference } from '../oracle/compareAnswers';
import { runCase } from '../oracle/runCase';

const SEED = Number(process.env.DOJO_ORACLE_SEED ?? 20240917);
/** One for each dtype and layout. */
const PER_FUNCTION = dtypes.length * layouts.length;

interface Numbered {
  name: string;
  seed: number;
  each: Case;
}

function allCases(): Numbered[] {
  return Object.keys(makers).flatMap((name, k) =>
    Array.from({ length: PER_FUNCTION }, (_, i) => {
      const seed = (SEED + k * 1000 + i) >>> 0;
      const each = makeCase(name, i, seed);
      return each === undefined ? [] : [{ name, seed, each }];
    }).flat(),
  );
}

/** function x dtype x layout, with the count of cases in each cell. */
function table(cases: readonly Numbered[]): string {
  const count = (name: string, dtype?: string, layout?: string) =>
    cases.filter(
      (c) =>
        c.name === name &&
        (dtype === undefined || c.each.first?.dtype === dtype) &&
        (layout === undefined || c.each.first?.layout === layout),
    ).length;
  const columns = dtypes.flatMap((dtype) => layouts.map((layout) => ({ dtype, layout })));
  const heading = `${''.padEnd(28)}${dtypes.map((dtype) => dtype.padEnd(layouts.length * 2 + 1)).join('')}total`;
  const initials = `${''.padEnd(28)}${dtypes.map(() => `${layouts.map((layout) => `${layout[0]} `).join('')} `).join('')}`;
  const rows = Object.keys(makers).map((name) => {
    const cells = columns.map(
      ({ dtype, layout }, i) => `${count(name, dtype, layout) || '.'} ${(i + 1) % layouts.length === 0 ? ' ' : ''}`,
    );
    return `${name.padEnd(28)}${cells.join('')}${count(name)}`;
  });
  const legend = `layouts: ${layouts.map((layout) => `${layout[0]} ${layout}`).join(', ')}`;
  return [`${cases.length} cases against NumPy, seed ${SEED}; ${legend}`, heading, initials, ...rows].join('\n');
}

const found = findPython();

describe('np agrees with NumPy', () => {
  test(`on random cases of every function, dtype and layout${'missing' in found ? ` (skipped: ${found.missing})` : ''}`, (ctx) => {
    if ('missing' in found) return ctx.skip(found.missing);
    const cases = allCases();
    expect(cases.length).toBeGreaterThanOrEqual(2000);
    const answers = askNumpy(
      found.python,
      cases.map(({ each }) => each),
    );
    const failures = cases.flatMap(({ name, seed, each }, i) => {
      const differs = difference(runCase(each), answers[i], each.agreement);
      return differs === undefined ? [] : [`${name}, seed ${seed}: ${differs}\n  ${JSON.stringify(each)}`];
    });
    console.log(table(cases));
    const raising = answers.filter(({ kind }) => kind === 'threw').length;
    console.log(`NumPy raised in ${raising} of them, and so did np`);
    expect(failures.slice(0, 200).join('\n'), `${failures.length} disagreements`).toBe('');
  }, 60_000);
});
