import {
  absolute,
  ceil,
  cos,
  exp,
  expm1,
  floor,
  isfinite,
  isinf,
  isnan,
  log,
  log1p,
  logical_not,
  negative,
  rint,
  sign,
  sin,
  sqrt,
  square,
  tanh,
} from './elementwise';
import type { ArrayLike } from './input';
import { allclose, isclose } from './logic';
import type { NDArray } from './ndarray';
import { around } from './rounding';
import { clip } from './selection';

/** What arrays can do with each of their elements: the functions of `np` of the same name. */
export abstract class ElementwiseMethods {
  /**
   * The absolute value of each element.
   *
   * Shape: as given. dtype: stays. See `np.absolute`.
   *
   * @example np.array([-1, 2]).absolute() // [1. 2.]
   */
  absolute(this: NDArray): NDArray {
    return absolute(this);
  }

  /**
   * -x for each element.
   *
   * Shape: as given. dtype: stays, not for bools. See `np.negative`.
   *
   * @example np.array([1, -2]).negative() // [-1.  2.]
   */
  negative(this: NDArray): NDArray {
    return negative(this);
  }

  /**
   * -1, 0 or 1 for each element.
   *
   * Shape: as given. dtype: stays, not for bools. See `np.sign`.
   *
   * @example np.array([-5, 0]).sign() // [-1.  0.]
   */
  sign(this: NDArray): NDArray {
    return sign(this);
  }

  /**
   * x * x for each element.
   *
   * Shape: as given. dtype: stays, bools become int32. See `np.square`.
   *
   * @example np.array([1, -3]).square() // [1. 9.]
   */
  square(this: NDArray): NDArray {
    return square(this);
  }

  /**
   * The square root of each element; NaN below 0.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.sqrt`.
   *
   * @example np.array([4, 9]).sqrt() // [2. 3.]
   */
  sqrt(this: NDArray): NDArray {
    return sqrt(this);
  }

  /**
   * e to the power of each element.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.exp`.
   *
   * @example np.array([0]).exp() // [1.]
   */
  exp(this: NDArray): NDArray {
    return exp(this);
  }

  /**
   * exp(x) - 1 for each element, exact also where x is tiny.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.expm1`.
   *
   * @example np.array([0]).expm1() // [0.]
   */
  expm1(this: NDArray): NDArray {
    return expm1(this);
  }

  /**
   * The natural logarithm of each element; -inf at 0, NaN below.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.log`.
   *
   * @example np.array([1]).log() // [0.]
   */
  log(this: NDArray): NDArray {
    return log(this);
  }

  /**
   * log(1 + x) for each element, exact also where x is tiny.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.log1p`.
   *
   * @example np.array([0]).log1p() // [0.]
   */
  log1p(this: NDArray): NDArray {
    return log1p(this);
  }

  /**
   * The sine of each element, an angle in radians.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.sin`.
   *
   * @example np.array([0]).sin() // [0.]
   */
  sin(this: NDArray): NDArray {
    return sin(this);
  }

  /**
   * The cosine of each element, an angle in radians.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.cos`.
   *
   * @example np.array([0]).cos() // [1.]
   */
  cos(this: NDArray): NDArray {
    return cos(this);
  }

  /**
   * The hyperbolic tangent of each element, between -1 and 1.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.tanh`.
   *
   * @example np.array([0, 100]).tanh() // [0. 1.]
   */
  tanh(this: NDArray): NDArray {
    return tanh(this);
  }

  /**
   * The largest whole number that is at most x, for each element.
   *
   * Shape: as given. dtype: stays. See `np.floor`.
   *
   * @example np.array([1.7, -1.2]).floor() // [ 1. -2.]
   */
  floor(this: NDArray): NDArray {
    return floor(this);
  }

  /**
   * The smallest whole number that is at least x, for each element.
   *
   * Shape: as given. dtype: stays. See `np.ceil`.
   *
   * @example np.array([1.2, -1.7]).ceil() // [ 2. -1.]
   */
  ceil(this: NDArray): NDArray {
    return ceil(this);
  }

  /**
   * The nearest whole number to each element; halves go to the even one.
   *
   * Shape: as given. dtype: floats stay, integers and bools become the default float. See `np.rint`.
   *
   * @example np.array([0.5, 1.5]).rint() // [0. 2.]
   */
  rint(this: NDArray): NDArray {
    return rint(this);
  }

  /**
   * Where an element is NaN.
   *
   * Shape: as given. dtype: bool. See `np.isnan`.
   *
   * @example np.array([1, NaN]).isnan() // [False  True]
   */
  isnan(this: NDArray): NDArray {
    return isnan(this);
  }

  /**
   * Where an element is an infinity.
   *
   * Shape: as given. dtype: bool. See `np.isinf`.
   *
   * @example np.array([1, Infinity]).isinf() // [False  True]
   */
  isinf(this: NDArray): NDArray {
    return isinf(this);
  }

  /**
   * Where an element is neither NaN nor an infinity.
   *
   * Shape: as given. dtype: bool. See `np.isfinite`.
   *
   * @example np.array([1, NaN]).isfinite() // [ True False]
   */
  isfinite(this: NDArray): NDArray {
    return isfinite(this);
  }

  /**
   * True where an element is 0 or false.
   *
   * Shape: as given. dtype: bool. See `np.logical_not`.
   *
   * @example np.array([true, false]).logical_not() // [False  True]
   */
  logical_not(this: NDArray): NDArray {
    return logical_not(this);
  }

  /**
   * Each element held between two bounds, either of which may be null.
   *
   * Shape: x and the bounds broadcast together. dtype: promoted; a number adapts to the array, bools become int32
   * beside numbers. See `np.clip`.
   *
   * @example np.array([1, 5, 9]).clip(2, 6) // [2. 5. 6.]
   */
  clip(this: NDArray, low: ArrayLike | null, high: ArrayLike | null): NDArray {
    return clip(this, low, high);
  }

  /**
   * Where the two are equal up to rounding.
   *
   * Shape: broadcast together. dtype: bool. See `np.isclose`.
   *
   * @example np.array([1, 2]).isclose([1 + 1e-9, 2.1]) // [ True False]
   */
  isclose(this: NDArray, other: ArrayLike, rtol?: number, atol?: number): NDArray {
    return isclose(this, other, rtol, atol);
  }

  /**
   * Whether all elements are equal up to rounding.
   *
   * Shape: the arguments are broadcast together, the result is a plain boolean. dtype: any. See `np.allclose`.
   *
   * @example np.array([1, 2]).allclose([1, 2 + 1e-9]) // true
   */
  allclose(this: NDArray, other: ArrayLike, rtol?: number, atol?: number): boolean {
    return allclose(this, other, rtol, atol);
  }

  /**
   * Each element rounded to so many digits behind the point; halves go to the even digit.
   *
   * Shape: as given. dtype: stays, bools become the default float. See `np.round`.
   *
   * @example np.array([1.234, 2.5]).round(1) // [1.2 2.5]
   */
  round(this: NDArray, decimals?: number): NDArray {
    return around(this, decimals);
  }
}
