import { mapped, mappedPairs } from './hostArray';
import type { ArrayLike } from './input';
import type { NDArray } from './ndarray';

/**
 * The angle in [-pi/2, pi/2] whose sine is x, element by element; NaN outside [-1, 1].
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.arcsin`, `np.asin`.
 *
 * @example np.arcsin(1) // 1.5707963267948966
 */
export function arcsin(x: ArrayLike): NDArray {
  return mapped('np.arcsin', x, Math.asin);
}

/**
 * The angle in [0, pi] whose cosine is x, element by element; NaN outside [-1, 1].
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.arccos`, `np.acos`.
 *
 * @example np.arccos(1) // 0.0
 */
export function arccos(x: ArrayLike): NDArray {
  return mapped('np.arccos', x, Math.acos);
}

/**
 * The angle in [-pi/2, pi/2] whose tangent is x, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.arctan`, `np.atan`.
 *
 * @example np.arctan(1) // 0.7853981633974483
 */
export function arctan(x: ArrayLike): NDArray {
  return mapped('np.arctan', x, Math.atan);
}

/**
 * The angle in [-pi, pi] of the point (x2, x1) as seen from the origin: x1 is its height.
 *
 * Shape: broadcast together. dtype: promoted; integers and bools become the default float. NumPy: `np.arctan2`,
 * `np.atan2`.
 *
 * @example np.arctan2(1, -1) // 2.356194490192345
 * @throws NpError if the shapes cannot be broadcast.
 */
export function arctan2(x1: ArrayLike, x2: ArrayLike): NDArray {
  return mappedPairs('np.arctan2', x1, x2, Math.atan2);
}

/**
 * The hyperbolic sine, (e^x - e^-x) / 2, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.sinh`.
 *
 * @example np.sinh([0, 1]) // [0.         1.17520119]
 */
export function sinh(x: ArrayLike): NDArray {
  return mapped('np.sinh', x, Math.sinh);
}

/**
 * The hyperbolic cosine, (e^x + e^-x) / 2, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.cosh`.
 *
 * @example np.cosh(0) // 1.0
 */
export function cosh(x: ArrayLike): NDArray {
  return mapped('np.cosh', x, Math.cosh);
}

/**
 * The number whose hyperbolic sine is x, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.arcsinh`, `np.asinh`.
 *
 * @example np.arcsinh(0) // 0.0
 */
export function arcsinh(x: ArrayLike): NDArray {
  return mapped('np.arcsinh', x, Math.asinh);
}

/**
 * The number from 0 on whose hyperbolic cosine is x, element by element; NaN below 1.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.arccosh`, `np.acosh`.
 *
 * @example np.arccosh(1) // 0.0
 */
export function arccosh(x: ArrayLike): NDArray {
  return mapped('np.arccosh', x, Math.acosh);
}

/**
 * The number whose hyperbolic tangent is x, element by element; NaN outside [-1, 1].
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.arctanh`, `np.atanh`.
 *
 * @example np.arctanh(0) // 0.0
 */
export function arctanh(x: ArrayLike): NDArray {
  return mapped('np.arctanh', x, Math.atanh);
}

/**
 * The length of the hypotenuse, sqrt(x1 ** 2 + x2 ** 2), without overflow on the way.
 *
 * Shape: broadcast together. dtype: promoted; integers and bools become the default float. NumPy: `np.hypot`.
 *
 * @example np.hypot(3, 4) // 5.0
 * @throws NpError if the shapes cannot be broadcast.
 */
export function hypot(x1: ArrayLike, x2: ArrayLike): NDArray {
  return mappedPairs('np.hypot', x1, x2, Math.hypot);
}

/**
 * Radians as degrees, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.degrees`,
 * `np.rad2deg`.
 *
 * @example np.degrees(np.pi) // 180.0
 */
export function degrees(x: ArrayLike): NDArray {
  return mapped('np.degrees', x, (angle) => angle * (180 / Math.PI));
}

/**
 * Degrees as radians, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.radians`,
 * `np.deg2rad`.
 *
 * @example np.radians(180) // 3.141592653589793
 */
export function radians(x: ArrayLike): NDArray {
  return mapped('np.radians', x, (angle) => angle * (Math.PI / 180));
}
