import { NpError, shapeText } from './errors';

/** One axis, counted from the end where negative. */
export function normalAxis(name: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis)) throw new NpError(`${name}: axis must be an integer, not ${String(axis)}`);
  if (axis < -rank || axis >= rank)
    throw new NpError(`${name}: axis ${axis} is out of bounds for array of dimension ${rank}`);
  return axis < 0 ? axis + rank : axis;
}

/** Several axes, none twice; in the order given. */
export function normalAxes(name: string, axes: number | readonly number[], rank: number): number[] {
  const normal = (typeof axes === 'number' ? [axes] : [...axes]).map((axis) => normalAxis(name, axis, rank));
  if (new Set(normal).size !== normal.length) throw new NpError(`${name}: duplicate value in axis`);
  return normal;
}

/** A shape as written: a number stands for one axis. */
export function checkedShape(name: string, shape: number | readonly number[]): number[] {
  const lengths = typeof shape === 'number' ? [shape] : shape;
  if (!Array.isArray(lengths))
    throw new NpError(`${name}: the shape must be a number or a list of numbers, such as [2, 3]`);
  for (const length of lengths) {
    if (!Number.isInteger(length)) throw new NpError(`${name}: a shape needs integers, not ${String(length)}`);
    if (length < 0) throw new NpError(`${name}: negative dimensions are not allowed in shape ${shapeText(lengths)}`);
  }
  return [...lengths];
}
