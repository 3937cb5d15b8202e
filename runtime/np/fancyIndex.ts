import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf } from './handle';
import { positionsFrom } from './input';
import type { NDArray } from './ndarray';
import { nonzeroViews } from './nonzero';
import { permuted } from './reshaping';
import { checkedPosition, expandRest, parsePart, sliceView, type Part } from './slices';
import { elements, upload, View } from './view';

/** One entry of an index: a position, a slice as text, integer positions, or a mask. */
export type IndexPart = number | string | readonly number[] | readonly boolean[] | NDArray;

/** Positions along one axis, which meet those of the other axes in one broadcast shape. */
interface Chosen {
  kind: 'chosen';
  positions: View;
}

/** An index with arrays in it, made ready for `gather` and `scatter`. */
export interface Lookup {
  /** The axes that are looked up, first; below them what the slices leave. */
  target: View;
  rank: number;
  /** int32 in C order, counting through the looked-up axes. */
  positions: View;
  /** Number of the axis of NumPy's result at which the looked-up axes stand. */
  place: number;
}

/** A mask stands for the positions of its true elements. */
function chosenFrom(name: string, part: readonly unknown[] | NDArray): Chosen[] {
  const mask = maskOf(name, part);
  const views = mask === undefined ? [positionsFrom(name, part as readonly number[])] : nonzeroViews(mask);
  return views.map((positions) => ({ kind: 'chosen', positions }));
}

function maskOf(name: string, part: unknown): View | undefined {
  if (isNDArray(part)) return viewOf(part).dtype === 'bool' ? viewOf(part) : undefined;
  if (!Array.isArray(part) || part.length === 0 || part.flat(Infinity).some((item) => typeof item !== 'boolean'))
    return undefined;
  return upload(positionsShape(name, part), 'bool', Uint8Array.from(part.flat(Infinity) as boolean[], Number));
}

function positionsShape(name: string, list: readonly unknown[]): number[] {
  const shape: number[] = [];
  for (let item: unknown = list; Array.isArray(item); item = item[0]) shape.push(item.length);
  if (shape.reduce((a, b) => a * b, 1) !== list.flat(Infinity).length) throw new NpError(name, 'raggedMask');
  return shape;
}

/** Plain positions and slices only: the view itself. Else the view and what is looked up in it. */
export function resolveIndex(name: string, view: View, index: readonly IndexPart[]): View | Lookup {
  const plain = index.every((part) => typeof part === 'number' || typeof part === 'string');
  if (plain) return sliceView(name, view, index as readonly (number | string)[]);
  const parts = index.flatMap((part, i): (Part | Chosen)[] => {
    if (typeof part === 'number' || typeof part === 'string') return [parsePart(name, part)];
    const mask = maskOf(name, part);
    if (mask !== undefined) checkMask(name, mask, view, index, i);
    return chosenFrom(name, part);
  });
  return lookup(name, view, expandRest(name, parts, () => 1, view.shape.length) as (Part | Chosen)[]);
}

function checkMask(name: string, mask: View, view: View, index: readonly IndexPart[], at: number): void {
  if (index.some((part) => typeof part === 'string' && part.trim() === '...')) return;
  const axis = index.slice(0, at).reduce<number>((sum, part) => sum + (maskOf(name, part)?.shape.length ?? 1), 0);
  mask.shape.forEach((length, i) => {
    if (length !== view.shape[axis + i]) {
      throw new NpError(name, 'maskAtAxis', {
        mask: shapeText(mask.shape),
        shape: shapeText(view.shape),
        axis: axis + i,
      });
    }
  });
}

function lookup(name: string, view: View, parts: (Part | Chosen)[]): Lookup {
  const axes: number[] = [];
  const slices: string[] = [];
  // Beside an array, a single position takes part in the broadcast: NumPy treats it as an array of rank 0.
  parts.forEach((part, axis) => {
    if (part.kind === 'chosen' || part.kind === 'position') axes.push(axis);
    slices.push(part.kind === 'range' ? rangeText(part) : ':');
  });
  const sliced = sliceView(name, view, slices);
  const adjacent = axes.every((axis, i) => i === 0 || axis === axes[i - 1] + 1);
  const others = parts.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const target = permuted(sliced, [...axes, ...others]);
  const chosen = axes.map((axis) => {
    const part = parts[axis];
    return part.kind === 'chosen' ? part.positions : positionsFrom(name, part.kind === 'position' ? part.at : 0);
  });
  return { target, rank: axes.length, positions: combined(name, chosen, target, axes), place: adjacent ? axes[0] : 0 };
}

function rangeText({ start, stop, step }: { start?: number; stop?: number; step: number }): string {
  return `${start ?? ''}:${stop ?? ''}:${step}`;
}

/** Positions per axis become one number that counts through these axes. */
export function combined(name: string, chosen: readonly View[], target: View, axes: readonly number[]): View {
  const shape = broadcastShapes(
    name,
    chosen.map((positions) => positions.shape),
  );
  const columns = chosen.map((positions) => elements(broadcastTo(name, positions, shape)));
  const total = new Int32Array(shape.reduce((a, b) => a * b, 1));
  columns.forEach((column, k) => {
    const length = target.shape[k];
    for (let i = 0; i < total.length; i++)
      total[i] = total[i] * length + checkedPosition(name, column[i], axes[k], length);
  });
  return upload(shape, 'int32', total);
}
