import { normalAxis } from './axes';
import { viewFrom, type ArrayLike } from './input';

/**
 * The lengths of the axes, as `x.shape` of an array.
 *
 * Shape: one length for each axis, in a list. dtype: none, these are plain numbers. NumPy: `np.shape`.
 *
 * @example np.shape([[1, 2, 3]]) // [1, 3]
 */
export function shape(a: ArrayLike): number[] {
  return [...viewFrom('np.shape', a).shape];
}

/**
 * The number of axes, as `x.ndim` of an array.
 *
 * Shape: none, it is one number. dtype: none, it counts in plain numbers. NumPy: `np.ndim`.
 *
 * @example np.ndim([[1, 2, 3]]) // 2
 */
export function ndim(a: ArrayLike): number {
  return viewFrom('np.ndim', a).shape.length;
}

/**
 * The number of elements, as `x.size` of an array, or the length of one axis.
 *
 * Shape: none, it is one number. dtype: none, it counts in plain numbers. NumPy: `np.size`.
 *
 * @example np.size([[1, 2, 3]]) // 3
 * @example np.size([[1, 2, 3]], 0) // 1
 * @throws NpError if the axis does not exist.
 */
export function size(a: ArrayLike, axis?: number | null): number {
  const view = viewFrom('np.size', a);
  return axis === undefined || axis === null ? view.size : view.shape[normalAxis('np.size', axis, view.shape)];
}
