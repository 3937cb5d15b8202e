import { checkWhole } from './arguments';
import { normalAxis } from './axes';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import { flip, swapaxes } from './manipulation';
import type { NDArray } from './ndarray';
import { raveled, reshaped } from './reshaping';
import { engine } from './settings';
import { allocate, View } from './view';

/**
 * A view with the rows in reverse order: flipped along axis 0.
 *
 * Shape: that of `m`. dtype: stays. NumPy: `np.flipud`.
 *
 * @example np.flipud([[1], [2]]) // [[2.] [1.]]
 * @throws NpError for rank 0.
 */
export function flipud(m: ArrayLike): NDArray {
  return flipped('np.flipud', m, 0);
}

/**
 * A view with the columns in reverse order: flipped along axis 1.
 *
 * Shape: that of `m`. dtype: stays. NumPy: `np.fliplr`.
 *
 * @example np.fliplr([[1, 2]]) // [[2. 1.]]
 * @throws NpError for rank 0 or 1.
 */
export function fliplr(m: ArrayLike): NDArray {
  return flipped('np.fliplr', m, 1);
}

function flipped(name: string, m: ArrayLike, axis: number): NDArray {
  const view = viewFrom(name, m);
  if (view.shape.length <= axis)
    throw new NpError(name, 'needsRankFrom', { rank: axis + 1, shape: shapeText(view.shape) });
  return flip(wrap(view), axis);
}

/**
 * A view turned by 90 degrees, k times, in the plane of two axes: from the first axis towards the second.
 *
 * Shape: that of `m`; an odd k exchanges the two axes. dtype: stays. NumPy: `np.rot90`.
 *
 * @example np.rot90([[1, 2], [3, 4]]) // [[2. 4.] [1. 3.]]
 * @throws NpError if the axes do not exist or are one.
 */
export function rot90(m: ArrayLike, k = 1, axes: readonly [number, number] = [0, 1]): NDArray {
  const name = 'np.rot90';
  checkWhole(name, 'k', k);
  const view = viewFrom(name, m);
  const [first, second] = axes.map((axis) => normalAxis(name, axis, view.shape));
  if (first === second || axes.length !== 2) throw new NpError(name, 'twoAxes', { axes: `[${axes.join(', ')}]` });
  const x = wrap(view);
  switch (((k % 4) + 4) % 4) {
    case 0:
      return wrap(new View(view.storage, view.offset, view.shape, view.strides, view.readonly));
    case 1:
      return swapaxes(flip(x, second), first, second);
    case 2:
      return flip(x, [first, second]);
    default:
      return flip(swapaxes(x, first, second), second);
  }
}

/**
 * A copy whose elements are moved on by `shift` places; what leaves at the end comes back at the start. Without an axis
 * the array counts as one row; several shifts go with several axes.
 *
 * Shape: that of `a`. dtype: stays. NumPy: `np.roll`.
 *
 * @example np.roll([1, 2, 3], 1) // [3. 1. 2.]
 * @throws NpError if an axis does not exist, or shifts and axes differ in number.
 */
export function roll(
  a: ArrayLike,
  shift: number | readonly number[],
  axis?: number | readonly number[] | null,
): NDArray {
  const name = 'np.roll';
  const view = viewFrom(name, a);
  const shifts = Array.isArray(shift) ? (shift as readonly number[]) : [shift as number];
  for (const each of shifts) checkWhole(name, 'shift', each);
  if (axis === undefined || axis === null) {
    const row = raveled(name, view);
    const total = shifts.reduce((sum, each) => sum + each, 0);
    return wrap(reshaped(name, moved(name, row, [total]), view.shape));
  }
  const axes = (typeof axis === 'number' ? [axis] : axis).map((each) => normalAxis(name, each, view.shape));
  const count = Math.max(shifts.length, axes.length);
  if (![shifts.length, axes.length].every((length) => length === count || length === 1))
    throw new NpError(name, 'stepsShape', { shifts: shifts.length, axes: axes.length });
  const totals = view.shape.map(() => 0);
  for (let i = 0; i < count; i++) totals[axes[i % axes.length]] += shifts[i % shifts.length];
  return wrap(moved(name, view, totals));
}

/** Along each axis the array falls into two blocks, which change places. */
function moved(name: string, view: View, shifts: readonly number[]): View {
  const out = allocate(name, view.shape, view.dtype);
  const block = (axis: number, from: View, to: View): void => {
    if (axis === view.shape.length) return engine().copy(from, to);
    const length = view.shape[axis];
    const shift = length === 0 ? 0 : ((shifts[axis] % length) + length) % length;
    for (const [source, target, count] of [
      [0, shift, length - shift],
      [length - shift, 0, shift],
    ]) {
      if (count > 0) block(axis + 1, part(from, axis, source, count), part(to, axis, target, count));
    }
  };
  block(0, view, out);
  return out;
}

function part(view: View, axis: number, first: number, count: number): View {
  return new View(view.storage, view.offset + first * view.strides[axis], view.shape.with(axis, count), view.strides);
}
