import type { DType } from '../protocol/value';
import { explained } from './binaryOperation';
import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError, shapeText } from './errors';
import { permuted, reshaped } from './reshaping';
import { engine } from './settings';
import { cast, unwritten, type View } from './view';
import { sizeOf } from '../engines/layout';

/** (..., m, k) @ (..., k, n), both of rank 2 at least. */
export function multiplied(name: string, a: View, b: View, dtype: DType): View {
  const m = a.shape.at(-2)!,
    k = a.shape.at(-1)!,
    n = b.shape.at(-1)!;
  const rows = b.shape.at(-2)!;
  if (rows !== k) {
    const shapes = { shapeA: shapeText(a.shape), shapeB: shapeText(b.shape) };
    throw new NpError(name, 'columnsAndRows', { ...shapes, columns: k, rows });
  }
  let left = a,
    right = b;
  let shape = [m, n];
  if (a.shape.length > 2 || b.shape.length > 2) {
    const lead = broadcastShapes(name, [a.shape.slice(0, -2), b.shape.slice(0, -2)], [a.shape, b.shape]);
    left = broadcastTo(name, a, [...lead, m, k]);
    right = broadcastTo(name, b, [...lead, k, n]);
    shape = [...lead, m, n];
  }
  // A product of bools says whether any pair is true: it is counted as integers and cut to bool.
  const out = unwritten(name, shape, dtype === 'bool' ? 'int32' : dtype);
  try {
    engine().matmul(left, right, out.storage);
  } catch (error) {
    throw explained(name, error);
  }
  return cast(name, out, dtype);
}

export function innerLengths(name: string, a: View, b: View, first: number, second: number): NpError {
  const parameters = { shapeA: shapeText(a.shape), shapeB: shapeText(b.shape), first, second };
  return new NpError(name, 'innerLengths', parameters);
}

/**
 * The sum of products over pairs of axes of equal length: what is left of `a`, then what is left of `b`. One matrix
 * product does it, once the axes that meet stand last in `a` and first in `b`.
 */
export function contracted(
  name: string,
  a: View,
  b: View,
  axesA: readonly number[],
  axesB: readonly number[],
  dtype: DType,
): View {
  const keptA = others(a, axesA),
    keptB = others(b, axesB);
  const shapeA = keptA.map((axis) => a.shape[axis]),
    shapeB = keptB.map((axis) => b.shape[axis]);
  const k = sizeOf(axesA.map((axis) => a.shape[axis]));
  const left = reshaped(name, permuted(a, [...keptA, ...axesA]), [sizeOf(shapeA), k]),
    right = reshaped(name, permuted(b, [...axesB, ...keptB]), [k, sizeOf(shapeB)]);
  return reshaped(name, multiplied(name, left, right, dtype), [...shapeA, ...shapeB]);
}

function others(view: View, axes: readonly number[]): number[] {
  return view.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
}
