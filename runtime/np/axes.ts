import { told } from './arguments';
import { NpError, shapeText } from './errors';

type Shape = readonly number[];

/** One axis, counted from the end where negative; `rank` where the result has another number of axes. */
export function normalAxis(name: string, axis: number, shape: Shape, rank = shape.length): number {
  if (!Number.isInteger(axis)) throw new NpError(name, 'axisNotInteger', { axis: told(axis) });
  if (axis < -rank || axis >= rank) throw new NpError(name, 'axisOutOfBounds', { axis, shape: shapeText(shape) });
  return axis < 0 ? axis + rank : axis;
}

/** Several axes, none twice; in the order given. */
export function normalAxes(name: string, axes: number | Shape, shape: Shape, rank = shape.length): number[] {
  if (typeof axes === 'number') return [normalAxis(name, axes, shape, rank)];
  if (!Array.isArray(axes)) throw new NpError(name, 'axisUnusable', { axis: told(axes) });
  const given = [...axes];
  const normal = given.map((axis) => normalAxis(name, axis, shape, rank));
  if (new Set(normal).size !== normal.length)
    throw new NpError(name, 'axisTwice', { axes: given.join(', '), shape: shapeText(shape) });
  return normal;
}

/** A shape as written: a number stands for one axis. */
export function checkedShape(name: string, shape: number | readonly number[]): number[] {
  const lengths = typeof shape === 'number' ? [shape] : shape;
  if (!Array.isArray(lengths)) throw new NpError(name, 'shapeUnusable');
  for (const length of lengths) {
    if (!Number.isInteger(length)) throw new NpError(name, 'shapeNotInteger', { length: String(length) });
    if (length < 0) throw new NpError(name, 'negativeLength', { shape: shapeText(lengths) });
  }
  return [...lengths];
}
