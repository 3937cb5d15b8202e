import { sameShape } from '../engines/layout';
import { broadcastShapes, broadcastTo } from './broadcast';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { elements, upload } from './view';

/**
 * Where |a - b| <= atol + rtol * |b|: equal up to rounding. Infinities equal themselves; NaN does with `equal_nan`
 * only.
 *
 * Shape: broadcast together. dtype: bool. NumPy: `np.isclose`.
 *
 * @example np.isclose([1, 2], [1 + 1e-9, 2.1]) // [ True False]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function isclose(a: ArrayLike, b: ArrayLike, rtol = 1e-5, atol = 1e-8, equal_nan = false): NDArray {
  const { shape, close } = closeness('np.isclose', a, b, rtol, atol, equal_nan);
  return wrap(upload(shape, 'bool', close));
}

function closeness(
  name: string,
  a: ArrayLike,
  b: ArrayLike,
  rtol: number,
  atol: number,
  equal_nan: boolean,
): { shape: number[]; close: Uint8Array } {
  const x = viewFrom(name, a),
    y = viewFrom(name, b);
  const shape = broadcastShapes(name, [x.shape, y.shape]);
  const left = elements(broadcastTo(name, x, shape), name),
    right = elements(broadcastTo(name, y, shape), name);
  const close = Uint8Array.from(left, (value, i) => {
    const other = right[i];
    if (value === other) return 1;
    if (value !== value && other !== other) return Number(equal_nan);
    return Number(Math.abs(other) !== Infinity && Math.abs(value - other) <= atol + rtol * Math.abs(other));
  });
  return { shape, close };
}

/**
 * Whether all elements are close, as `isclose` has it.
 *
 * Shape: the arguments are broadcast together, the result is a plain boolean. dtype: any. NumPy: `np.allclose`.
 *
 * @example np.allclose([1, 2], [1, 2 + 1e-9]) // true
 * @throws NpError if the shapes cannot be broadcast.
 */
export function allclose(a: ArrayLike, b: ArrayLike, rtol = 1e-5, atol = 1e-8, equal_nan = false): boolean {
  return closeness('np.allclose', a, b, rtol, atol, equal_nan).close.every((close) => close === 1);
}

/**
 * Whether two arrays have the same shape and equal elements.
 *
 * Shape: any; the result is a plain boolean. dtype: any. NumPy: `np.array_equal`.
 *
 * @example np.array_equal([1, 2], [1, 2]) // true
 */
export function array_equal(a: ArrayLike, b: ArrayLike, equal_nan = false): boolean {
  const x = viewFrom('np.array_equal', a),
    y = viewFrom('np.array_equal', b);
  if (!sameShape(x.shape, y.shape)) return false;
  const right = elements(y);
  return elements(x).every(
    (value: number, i: number) => value === right[i] || (equal_nan && value !== value && right[i] !== right[i]),
  );
}
