import type { Finding } from '../protocol/verdict';
import type { Evidence } from '../protocol/verdict';
import type { VerdictSay } from './catalogue';
import { close, differing, entriesOf } from './entries';
import type { Entries } from './entries';
import { formatNumber } from './format';

/** What the two shapes have to do with each other, where that says what went wrong. */
export function shapeRemarks(found: readonly number[], expected: readonly number[], say: VerdictSay): string[] {
  const same = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();
  const lost = dropped(expected, found);
  const extra = dropped(found, expected);
  const sorted = (shape: readonly number[]): number[] => shape.toSorted((a, b) => a - b);
  const [n, m] = found;

  if (size(found) === 0 && size(expected) > 0) return [say('shapeEmpty')];
  if (found.length === expected.length && same(sorted(found), sorted(expected))) {
    return [same(found, expected.toReversed()) && found.length === 2 ? say('shapeTransposed') : say('shapePermuted')];
  }
  if (found.length === 2 && n === m && n !== 1 && (same(expected, [n ?? 0]) || same(expected, [n ?? 0, 1]))) {
    return [say('shapeBroadcast')];
  }
  if (lost) return [lost.size === 1 ? say('shapeKeepdims', { axis: lost.axis }) : say('shapeReduced', lost)];
  if (extra) return [extra.size === 1 ? say('shapeExtraOne', { axis: extra.axis }) : say('shapeNotReduced', extra)];
  return size(found) === size(expected) ? [say('shapeSameSize')] : [];
}

const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The one axis without which `from` is `to`; nothing where there is none, or more than one would do. */
function dropped(from: readonly number[], to: readonly number[]): { axis: number; size: number } | undefined {
  const axes = [...from.keys()].filter((axis) => from.toSpliced(axis, 1).join() === to.join());
  const [axis] = axes;
  return axis === undefined || axes.length > 1 ? undefined : { axis, size: from[axis] ?? 0 };
}

/** A simple relation between all of yours and all of the expected: a sign, a factor, an offset, an order, one row. */
export function valueRemarks({ yours, expected, rtol, atol }: Evidence, say: VerdictSay): string[] {
  const [mine, theirs] = [yours && entriesOf(yours), expected && entriesOf(expected)];
  if (!mine || !theirs || mine.bool || !mine.numbers.every(Number.isFinite)) return [];
  const off = differing(mine, theirs, rtol, atol);
  if (off.length === 0) return [];
  const agrees = (transform: (x: number) => number): boolean =>
    mine.numbers.every((x, i) =>
      close(x, transform(theirs.numbers[i] ?? NaN), Math.max(rtol, 1e-6), Math.max(atol, 1e-9)),
    );

  if (mine.shape.length > 0 && mine.numbers.every((x) => x === 0)) return [say('valueZeros')];
  if (agrees((x) => -x)) return [say('valueNegated')];
  if (isTransposed(mine, theirs, rtol, atol)) return [say('valueTransposed')];
  if (isVaried(theirs.numbers)) {
    const largest = theirs.numbers.reduce(
      (best, x, i) => (Math.abs(x) > Math.abs(theirs.numbers[best] ?? 0) ? i : best),
      0,
    );
    const factor = (mine.numbers[largest] ?? 0) / (theirs.numbers[largest] ?? 1);
    if (agrees((x) => factor * x)) return [say('valueFactor', { factor: asFraction(factor) })];
    const offset = (mine.numbers[0] ?? 0) - (theirs.numbers[0] ?? 0);
    if (agrees((x) => x + offset)) return [say('valueOffset', { offset: formatNumber(Number(offset.toPrecision(6))) })];
    if (mine.shape.length === 1 && isReversed(mine, theirs, rtol, atol)) return [say('valueReversed')];
  }
  return oneLine(off, mine.shape, say);
}

/** At least two different numbers: a factor between single numbers would be a coincidence, not a finding. */
function isVaried(numbers: readonly number[]): boolean {
  return numbers.some((x) => x !== 0 && Math.abs(x - (numbers[0] ?? 0)) > 1e-6 * Math.abs(x));
}

function isTransposed(mine: Entries, theirs: Entries, rtol: number, atol: number): boolean {
  const [n, m] = mine.shape;
  if (mine.shape.length !== 2 || n !== m || n === undefined || n < 2) return false;
  return mine.numbers.every((x, i) => close(x, theirs.numbers[(i % n) * n + Math.floor(i / n)] ?? NaN, rtol, atol));
}

function isReversed(mine: Entries, theirs: Entries, rtol: number, atol: number): boolean {
  return mine.numbers.every((x, i) => close(x, theirs.numbers.at(-1 - i) ?? NaN, rtol, atol));
}

function oneLine(off: readonly number[], [rows, columns, ...rest]: readonly number[], say: VerdictSay): string[] {
  if (rows === undefined || columns === undefined || rest.length > 0 || off.length < 2) return [];
  const [row, ...otherRows] = new Set(off.map((i) => Math.floor(i / columns)));
  const [column, ...otherColumns] = new Set(off.map((i) => i % columns));
  if (rows > 1 && row !== undefined && otherRows.length === 0) return [say('valueOneRow', { index: row })];
  if (columns > 1 && column !== undefined && otherColumns.length === 0)
    return [say('valueOneColumn', { index: column })];
  return [];
}

/** `1/3` rather than 0.333333. */
function asFraction(factor: number): string {
  const inverse = 1 / factor;
  const whole = Math.round(inverse);
  const isUnitFraction =
    Math.abs(whole) > 1 && Math.abs(whole) < 1000 && Math.abs(inverse - whole) < 1e-6 * Math.abs(whole);
  return isUnitFraction ? `${whole < 0 ? '-' : ''}1/${Math.abs(whole)}` : formatNumber(Number(factor.toPrecision(6)));
}

type TypeFinding = Extract<Finding, { code: 'wrongType' }>;

export function typeRemarks({ found, expected, type = '' }: TypeFinding, say: VerdictSay): string[] {
  if (found === 'promise') return [say('promiseRemark')];
  if (found === 'function') return [say('functionRemark')];
  if (found === 'undefined') return [say('returnMissing')];
  if ((found === 'list' || /\dArray$/.test(type)) && expected === 'ndarray') return [say('listRemark')];
  if (found === 'bool' && expected === 'number') return [say('boolRemark')];
  if (found === 'ndarray' && expected === 'number') return [say('wantNumberRemark')];
  if (found === 'number' && expected === 'ndarray') return [say('wantArrayRemark')];
  return [];
}
