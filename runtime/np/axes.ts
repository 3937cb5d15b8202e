import { NpError, shapeText } from './errors';

type Shape = readonly number[];

/** One axis, counted from the end where negative; `rank` where the result has another number of axes. */
export function normalAxis(name: string, axis: number, shape: Shape, rank = shape.length): number {
  if (!Number.isInteger(axis)) throw new NpError(`${name}: axis must be an integer, not ${String(axis)}`);
  if (axis < -rank || axis >= rank)
    throw new NpError(`${name}: axis ${axis} is out of bounds for an array of shape ${shapeText(shape)}`);
  return axis < 0 ? axis + rank : axis;
}

/** Several axes, none twice; in the order given. */
export function normalAxes(name: string, axes: number | Shape, shape: Shape, rank = shape.length): number[] {
  const given = typeof axes === 'number' ? [axes] : [...axes];
  const normal = given.map((axis) => normalAxis(name, axis, shape, rank));
  if (new Set(normal).size !== normal.length)
    throw new NpError(
      `${name}: axes [${given.join(', ')}] of an array of shape ${shapeText(shape)}: one is named twice`,
    );
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
