import { sameShape } from '../engines/layout';
import { NpError, shapeText } from './errors';
import { View } from './view';

type Shape = readonly number[];

/**
 * The common shape of several: aligned at the last axis, lengths must be equal or 1. `whole` are the shapes that the
 * learner knows, where only parts of them are broadcast.
 */
export function broadcastShapes(name: string, shapes: readonly Shape[], whole = shapes): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const common = repeated(rank, 1);
  for (const shape of shapes) {
    const shift = rank - shape.length;
    for (let axis = 0; axis < shape.length; axis++) {
      const length = shape[axis];
      if (length === 1) continue;
      if (common[shift + axis] !== 1 && common[shift + axis] !== length) throw mismatch(name, whole);
      common[shift + axis] = length;
    }
  }
  return common;
}

function mismatch(name: string, shapes: readonly Shape[]): NpError {
  return new NpError(name, 'notBroadcastable', { shapes: shapes.map(shapeText).join(' ') });
}

/** A read-only view of a larger shape, with stride 0 where elements repeat. */
export function broadcastTo(name: string, view: View, shape: readonly number[]): View {
  if (sameShape(view.shape, shape)) return view;
  const shift = shape.length - view.shape.length;
  if (shift < 0) throw cannot(name, view.shape, shape);
  const strides = repeated(shape.length, 0);
  for (let axis = 0; axis < view.shape.length; axis++) {
    const length = view.shape[axis];
    if (length === shape[shift + axis]) strides[shift + axis] = view.strides[axis];
    else if (length !== 1) throw cannot(name, view.shape, shape);
  }
  return new View(view.storage, view.offset, shape, strides, true);
}

function cannot(name: string, from: readonly number[], to: readonly number[]): NpError {
  return new NpError(name, 'cannotBroadcastInto', { from: shapeText(from), to: shapeText(to) });
}

export function repeated<T>(count: number, value: T): T[] {
  const list: T[] = [];
  for (let i = 0; i < count; i++) list.push(value);
  return list;
}
