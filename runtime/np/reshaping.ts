import { repeated } from './broadcast';
import { NpError, shapeText } from './errors';
import { copied, View } from './view';
import { contiguousStrides, isContiguous } from '../engines/layout';

/** A shape in which one length may be -1: whatever is left. */
function completedShape(name: string, size: number, wanted: readonly number[], from: readonly number[]): number[] {
  const shape = [...wanted];
  const open = shape.indexOf(-1);
  const rest = shape.reduce((product, length, axis) => (axis === open ? product : product * length), 1);
  const fault = () => new NpError(name, 'cannotReshape', { size, from: shapeText(from), to: shapeText(wanted) });
  if (shape.some((length, axis) => !Number.isInteger(length) || (length < 0 && axis !== open))) throw fault();
  if (open >= 0) {
    if (rest === 0 || size % rest !== 0) throw fault();
    shape[open] = size / rest;
  } else if (rest !== size) throw fault();
  return shape;
}

/** A view where the elements can be reached in the new shape by strides, else a copy. */
export function reshaped(name: string, view: View, wanted: readonly number[]): View {
  const shape = completedShape(name, view.size, wanted, view.shape);
  if (isContiguous(view)) return new View(view.storage, view.offset, shape, contiguousStrides(shape), view.readonly);
  const strides = regroupedStrides(view, shape);
  if (strides !== undefined) return new View(view.storage, view.offset, shape, strides, view.readonly);
  const copy = copied(name, view);
  return new View(copy.storage, copy.offset, shape, contiguousStrides(shape));
}

/**
 * Strides of a new shape over the same elements in the same order, or undefined. Axes old and new are taken in groups of equal
 * size; a group can be split anew where its old axes lie in C order.
 */
function regroupedStrides(view: View, shape: readonly number[]): number[] | undefined {
  if (view.size === 0) return contiguousStrides(shape);
  const oldShape: number[] = [],
    oldStrides: number[] = [];
  view.shape.forEach((length, axis) => {
    if (length === 1) return;
    oldShape.push(length);
    oldStrides.push(view.strides[axis]);
  });
  const strides = shape.map(() => 1);
  let oldStart = 0,
    newStart = 0;
  while (oldStart < oldShape.length) {
    let oldEnd = oldStart + 1,
      newEnd = newStart + 1;
    let oldSize = oldShape[oldStart],
      newSize = shape[newStart];
    while (oldSize !== newSize) {
      if (newSize < oldSize) newSize *= shape[newEnd++];
      else oldSize *= oldShape[oldEnd++];
    }
    for (let axis = oldStart; axis < oldEnd - 1; axis++) {
      if (oldStrides[axis] !== oldShape[axis + 1] * oldStrides[axis + 1]) return undefined;
    }
    let stride = oldStrides[oldEnd - 1];
    for (let axis = newEnd - 1; axis >= newStart; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    oldStart = oldEnd;
    newStart = newEnd;
  }
  return strides;
}

/** Axes in another order. */
export function permuted(view: View, order: readonly number[]): View {
  return new View(
    view.storage,
    view.offset,
    order.map((axis) => view.shape[axis]),
    order.map((axis) => view.strides[axis]),
    view.readonly,
  );
}

/** All elements in one row: a view only where they lie in C order without gaps, else a copy, as in NumPy. */
export function raveled(name: string, view: View): View {
  const row = isContiguous(view) ? view : copied(name, view);
  return new View(row.storage, row.offset, [row.size], [1], row.readonly);
}

/** Axes of length 1 put in front until there are so many. */
export function atLeast(name: string, view: View, rank: number): View {
  const missing = Math.max(rank - view.shape.length, 0);
  return missing === 0 ? view : reshaped(name, view, [...repeated(missing, 1), ...view.shape]);
}
