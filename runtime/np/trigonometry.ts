import { mapped, mappedPairs } from './hostArray';
import type { ArrayLike } from './input';
import type { NDArray } from './ndarray';

/**
 * The angle in [-pi/2, pi/2] whose sine is x, element by element; NaN outside [-1, 1]. Also `np.asin`. Integers and bools become the default float.
 *
 * @example np.arcsin(1) // 1.5707963267948966
 */
export function arcsin(x: ArrayLike): NDArray {
  return mapped('np.arcsin', x, Math.asin);
}

/**
 * The angle in [0, pi] whose cosine is x, element by element; NaN outside [-1, 1]. Also `np.acos`. Integers and bools become the default float.
 *
 * @example np.arccos(1) // 0.0
 */
export function arccos(x: ArrayLike): NDArray {
  return mapped('np.arccos', x, Math.acos);
}

/**
 * The angle in [-pi/2, pi/2] whose tangent is x, element by element. Also `np.atan`. Integers and bools become the default float.
 *
 * @example np.arctan(1) // 0.7853981633974483
 */
export function arctan(x: ArrayLike): NDArray {
  return mapped('np.arctan', x, Math.atan);
}

/**
 * The angle in [-pi, pi] of the point (x2, x1) as seen from the origin: x1 is its height. Also `np.atan2`. Shapes are broadcast together. Integers and bools become the default float.
 *
 * @example np.arctan2(1, -1) // 2.356194490192345
 * @throws NpError if the shapes cannot be broadcast.
 */
export function arctan2(x1: ArrayLike, x2: ArrayLike): NDArray {
  return mappedPairs('np.arctan2', x1, x2, Math.atan2);
}

/**
 * The hyperbolic sine, (e^x - e^-x) / 2, element by element. Integers and bools become the default float.
 *
 * @example np.sinh([0, 1]) // [0.         1.17520119]
 */
export function sinh(x: ArrayLike): NDArray {
  return mapped('np.sinh', x, Math.sinh);
}

/**
 * The hyperbolic cosine, (e^x + e^-x) / 2, element by element. Integers and bools become the default float.
 *
 * @example np.cosh(0) // 1.0
 */
export function cosh(x: ArrayLike): NDArray {
  return mapped('np.cosh', x, Math.cosh);
}

/**
 * The number whose hyperbolic sine is x, element by element. Also `np.asinh`. Integers and bools become the default float.
 *
 * @example np.arcsinh(0) // 0.0
 */
export function arcsinh(x: ArrayLike): NDArray {
  return mapped('np.arcsinh', x, Math.asinh);
}

/**
 * The number from 0 on whose hyperbolic cosine is x, element by element; NaN below 1. Also `np.acosh`. Integers and bools become the default float.
 *
 * @example np.arccosh(1) // 0.0
 */
export function arccosh(x: ArrayLike): NDArray {
  return mapped('np.arccosh', x, Math.acosh);
}

/**
 * The number whose hyperbolic tangent is x, element by element; NaN outside [-1, 1]. Also `np.atanh`. Integers and bools become the default float.
 *
 * @example np.arctanh(0) // 0.0
 */
export function arctanh(x: ArrayLike): NDArray {
  return mapped('np.arctanh', x, Math.atanh);
}

/**
 * The length of the hypotenuse, sqrt(x1 ** 2 + x2 ** 2), without overflow on the way. Shapes are broadcast together. Integers and bools become the default float.
 *
 * @example np.hypot(3, 4) // 5.0
 * @throws NpError if the shapes cannot be broadcast.
 */
export function hypot(x1: ArrayLike, x2: ArrayLike): NDArray {
  return mappedPairs('np.hypot', x1, x2, Math.hypot);
}

/**
 * Radians as degrees, element by element. Also `np.rad2deg`. Integers and bools become the default float.
 *
 * @example np.degrees(np.pi) // 180.0
 */
export function degrees(x: ArrayLike): NDArray {
  return mapped('np.degrees', x, (angle) => angle * (180 / Math.PI));
}

/**
 * Degrees as radians, element by element. Also `np.deg2rad`. Integers and bools become the default float.
 *
 * @example np.radians(180) // 3.141592653589793
 */
export function radians(x: ArrayLike): NDArray {
  return mapped('np.radians', x, (angle) => angle * (Math.PI / 180));
}
