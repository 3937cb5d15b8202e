import {
  arraySpec,
  dtypes,
  jsonNumber,
  layouts,
  randomShape,
  type ArraySpec,
  type Dtype,
  type Layout,
  type Values,
} from './arraySpec';
import type { Dice } from './dice';

/** An argument: an array, a tuple where NumPy wants one, or what JSON can say. */
export type Argument =
  | { array: ArraySpec }
  | { list: Argument[] }
  | { number: number | string }
  /** What numpy-ts takes as an object and NumPy as keywords. */
  | { options: Record<string, string | boolean> }
  /** An array of the program so far. */
  | { ref: number }
  | number
  | string
  | boolean
  | null
  | Argument[];

/**
 * How equal: to the last bit, or within some units in the last place, where of both a zero has its sign; to the last bit
 * but for that, where NumPy leaves open which of two equal zeros it is; or within rounding of sums of that magnitude.
 */
export type Agreement = 'exact' | 'either zero' | 'ulps' | { magnitude: number };

export interface CallCase {
  function: string;
  args: Argument[];
  agreement: Agreement;
  first: ArraySpec | undefined;
}

export interface WriteCase {
  write: string;
  target: ArraySpec;
  through: { view: string; args: Argument[] };
  args: Argument[];
  /** For overlapping assignments. */
  to?: string[];
  from?: string[];
  agreement: 'exact';
  first: ArraySpec;
}

/** Steps that each make a view, write or read; every step is answered, and in the end all that was written to. */
export interface ProgramCase {
  program: Step[];
  arrays: ArraySpec[];
  agreement: Agreement;
  first: ArraySpec;
}

export type Step =
  | { step: 'view'; of: number; view: string; args: Argument[] }
  | { step: 'write'; to: number; write: string; args: Argument[] }
  | { step: 'read'; function: string; args: Argument[] };

export type Case = CallCase | WriteCase | ProgramCase;

export interface Wish {
  dtype: Dtype;
  layout: Layout;
}

export type Maker = (dice: Dice, wish: Wish) => Case | undefined;

export const spec = (dice: Dice, { dtype, layout }: Wish, shape: readonly number[], values?: Values) =>
  arraySpec(dice, dtype, layout, shape, values);

export function call(name: string, args: Argument[], agreement: Agreement = 'exact', first?: ArraySpec): CallCase {
  return { function: name, args, agreement, first };
}

/** Sum of what can be summed: rounding grows with it. */
export function magnitude(...specs: ArraySpec[]): Agreement {
  const largest = specs.map(({ elements }) =>
    Math.max(1, ...elements.map((e) => Math.abs(Number(e))).filter(Number.isFinite)),
  );
  const size = Math.max(...specs.map(({ result }) => result.reduce((a, b) => a * b, 1)), 1);
  return { magnitude: largest.reduce((a, b) => a * b, 1) * size };
}

/** Where NumPy computes with float32 though the result is float64. */
export function single(first: ArraySpec, agreement: Agreement): Agreement {
  return first.dtype === 'float32' && typeof agreement === 'object'
    ? { magnitude: agreement.magnitude * 2 ** 29 }
    : agreement;
}

/** A second operand: another array that mostly broadcasts, a number, or a list. */
export function partner(dice: Dice, first: ArraySpec, values: Values): Argument {
  const shape = first.result;
  const kind = dice.int(0, 9);
  if (kind < 2) return { number: jsonNumber(dice.pick([2, -3, 0, 1, 0.5, -1.25, 2.5])) };
  if (kind === 2 && shape.length === 1) return Array.from({ length: shape[0] }, () => dice.int(0, 3));
  if (kind === 3) return dice.chance(0.5);
  const trimmed = shape.slice(dice.chance(0.3) ? dice.int(0, shape.length) : 0);
  const other = trimmed.map((length) => (dice.chance(0.25) ? 1 : dice.chance(0.04) ? length + 1 : length));
  return { array: arraySpec(dice, dice.pick(dtypes), dice.pick(layouts.slice(0, 5)), other, values) };
}

/** An axis that mostly exists. */
export function axisFor(dice: Dice, rank: number): number {
  if (dice.chance(0.05)) return dice.pick([rank, -rank - 1]);
  return dice.int(-Math.max(rank, 1), Math.max(rank, 1) - 1);
}

export function axesFor(dice: Dice, rank: number): number | number[] | null {
  const kind = dice.int(0, 4);
  if (kind === 0) return null;
  if (kind > 1 || rank === 0) return axisFor(dice, rank);
  const axes = dice.shuffled(Array.from({ length: rank }, (_, axis) => axis)).slice(0, dice.int(1, rank));
  return axes.map((axis) => (dice.chance(0.3) ? axis - rank : axis));
}

/** The first five layouts fit any shape. */
export const plainLayouts = layouts.slice(0, 5);

/** A function of one array and what `rest` adds; an array of too low a rank gets what one of rank `least` would. */
export function onArray(
  name: string,
  rest: (dice: Dice, first: ArraySpec) => Argument[],
  least = 0,
  values: Values = 'any',
  agreement: (first: ArraySpec) => Agreement = () => 'exact',
): Maker {
  return (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, least), values);
    const model = first.result.length < least ? { ...first, result: Array.from({ length: least }, () => 2) } : first;
    return call(name, [{ array: first }, ...rest(dice, model)], agreement(first), first);
  };
}

/** One maker for each of several functions. */
export function each(names: readonly string[], maker: (name: string) => Maker): Record<string, Maker> {
  return Object.fromEntries(names.map((name) => [name, maker(name)]));
}
