import * as np from '../../runtime/np/np';
import type { Dice } from './dice';

export type Dtype = 'float64' | 'float32' | 'int32' | 'bool';
export const dtypes: readonly Dtype[] = ['float64', 'float32', 'int32', 'bool'];

export const layouts = ['contiguous', 'transposed', 'negative', 'broadcast', 'offset', 'empty', 'rank 0'] as const;
export type Layout = (typeof layouts)[number];

type LayoutStep =
  | { step: 'slice'; parts: string[] }
  | { step: 'transpose'; axes: number[] }
  | { step: 'broadcast'; shape: number[] };

/** An array as both sides build it: elements in C order, then steps that lead to the layout. */
export interface ArraySpec {
  elements: (number | string)[];
  shape: number[];
  dtype: Dtype;
  steps: LayoutStep[];
  layout: Layout;
  /** The shape in the end. */
  result: number[];
}

/** JSON has neither NaN nor infinities nor -0. */
export function jsonNumber(value: number): number | string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : value;
  return String(value);
}

export function fromJson(value: number | string): number {
  return Number(value);
}

export type Values = 'any' | 'finite' | 'with NaN' | 'tiny' | 'positive';

function element(dice: Dice, dtype: Dtype, values: Values): number {
  if (dtype === 'bool') return dice.int(0, 1);
  if (dtype === 'int32')
    return values === 'tiny' ? dice.int(-2, 2) : values === 'positive' ? dice.int(0, 9) : dice.int(-9, 9);
  if (values === 'with NaN' && dice.chance(0.25)) return NaN;
  if (values === 'any' && dice.chance(0.08)) return dice.pick([NaN, Infinity, -Infinity, -0, 0, 1]);
  if (values === 'tiny' || dice.chance(0.3)) return dice.int(-2, 2) / dice.pick([1, 2]);
  const value = dice.normal() * dice.pick([1, 1, 10, 0.1]);
  return values === 'positive' ? Math.abs(value) : value;
}

export function randomShape(dice: Dice, least = 0, most = 5): number[] {
  const rank = dice.int(least, most);
  return Array.from({ length: rank }, () => dice.int(1, rank > 3 ? 3 : 4));
}

/** An array of the given shape in the given memory layout; `empty` and `rank 0` decide the shape themselves. */
export function arraySpec(
  dice: Dice,
  dtype: Dtype,
  layout: Layout,
  shape: readonly number[],
  values: Values = 'any',
): ArraySpec {
  const result = [...shape];
  if (layout === 'empty') result[result.length === 0 ? 0 : dice.int(0, result.length - 1)] = 0;
  if (layout === 'rank 0') result.length = 0;
  const { base, steps } = laidOut(dice, layout, result);
  const count = base.reduce((product, length) => product * length, 1);
  const elements = Array.from({ length: count }, () => jsonNumber(element(dice, dtype, values)));
  return { elements, shape: base, dtype, steps, layout: result.length === 0 ? 'rank 0' : layout, result };
}

function laidOut(dice: Dice, layout: Layout, shape: readonly number[]): { base: number[]; steps: LayoutStep[] } {
  switch (layout) {
    case 'contiguous':
    case 'empty':
      return { base: [...shape], steps: [] };
    case 'rank 0':
      return { base: [3], steps: [{ step: 'slice', parts: [String(dice.int(-3, 2))] }] };
    case 'transposed': {
      const axes = dice.shuffled(shape.map((_, axis) => axis));
      const base = [...shape];
      axes.forEach((from, to) => (base[from] = shape[to]));
      return { base, steps: [{ step: 'transpose', axes }] };
    }
    case 'negative':
      return {
        base: shape.map((length) => 2 * length),
        steps: [{ step: 'slice', parts: shape.map((length) => dice.pick(['::-2', '::-2', `:${length}`, '::2'])) }],
      };
    case 'broadcast':
      return {
        base: shape.map((length) => (dice.chance(0.5) ? 1 : length)),
        steps: [{ step: 'broadcast', shape: [...shape] }],
      };
    case 'offset':
      return {
        base: shape.map((length) => length + 2),
        steps: [{ step: 'slice', parts: shape.map((length) => `1:${length + 1}`) }],
      };
    default:
      return layout satisfies never;
  }
}

/** The array's view of its elements; `base` is what they were laid out as. */
export function laid(base: np.NDArray, steps: readonly LayoutStep[]): np.NDArray {
  let view = base;
  for (const step of steps) {
    if (step.step === 'slice') view = view.slice(...step.parts);
    else if (step.step === 'transpose') view = view.transpose(step.axes);
    else view = np.broadcast_to(view, step.shape);
  }
  return view;
}

/** The same layout over given values, in the C order of the result; where elements repeat, the last one counts. */
export function placed(spec: ArraySpec, values: readonly number[]): ArraySpec {
  const elements = [...spec.elements];
  const positions = laid(np.arange(elements.length).reshape(spec.shape), spec.steps).flatten().toArray<number[]>();
  positions.forEach((position, i) => (elements[position] = jsonNumber(values[i])));
  return { ...spec, elements };
}

/** The values in the C order of the result. */
export function valuesOf(spec: ArraySpec): number[] {
  const positions = laid(np.arange(spec.elements.length).reshape(spec.shape), spec.steps).flatten().toArray<number[]>();
  return positions.map((position) => fromJson(spec.elements[position]));
}
