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
  /** See `np.absolute`. */
  absolute(this: NDArray): NDArray {
    return absolute(this);
  }

  /** See `np.negative`. */
  negative(this: NDArray): NDArray {
    return negative(this);
  }

  /** See `np.sign`. */
  sign(this: NDArray): NDArray {
    return sign(this);
  }

  /** See `np.square`. */
  square(this: NDArray): NDArray {
    return square(this);
  }

  /** See `np.sqrt`. */
  sqrt(this: NDArray): NDArray {
    return sqrt(this);
  }

  /** See `np.exp`. */
  exp(this: NDArray): NDArray {
    return exp(this);
  }

  /** See `np.expm1`. */
  expm1(this: NDArray): NDArray {
    return expm1(this);
  }

  /** See `np.log`. */
  log(this: NDArray): NDArray {
    return log(this);
  }

  /** See `np.log1p`. */
  log1p(this: NDArray): NDArray {
    return log1p(this);
  }

  /** See `np.sin`. */
  sin(this: NDArray): NDArray {
    return sin(this);
  }

  /** See `np.cos`. */
  cos(this: NDArray): NDArray {
    return cos(this);
  }

  /** See `np.tanh`. */
  tanh(this: NDArray): NDArray {
    return tanh(this);
  }

  /** See `np.floor`. */
  floor(this: NDArray): NDArray {
    return floor(this);
  }

  /** See `np.ceil`. */
  ceil(this: NDArray): NDArray {
    return ceil(this);
  }

  /** See `np.rint`. */
  rint(this: NDArray): NDArray {
    return rint(this);
  }

  /** See `np.isnan`. */
  isnan(this: NDArray): NDArray {
    return isnan(this);
  }

  /** See `np.isinf`. */
  isinf(this: NDArray): NDArray {
    return isinf(this);
  }

  /** See `np.isfinite`. */
  isfinite(this: NDArray): NDArray {
    return isfinite(this);
  }

  /** See `np.logical_not`. */
  logical_not(this: NDArray): NDArray {
    return logical_not(this);
  }

  /** See `np.clip`. */
  clip(this: NDArray, low: ArrayLike | null, high: ArrayLike | null): NDArray {
    return clip(this, low, high);
  }

  /** See `np.isclose`. */
  isclose(this: NDArray, other: ArrayLike, rtol?: number, atol?: number): NDArray {
    return isclose(this, other, rtol, atol);
  }

  /** See `np.allclose`. */
  allclose(this: NDArray, other: ArrayLike, rtol?: number, atol?: number): boolean {
    return allclose(this, other, rtol, atol);
  }

  /** See `np.round`. */
  round(this: NDArray, decimals?: number): NDArray {
    return around(this, decimals);
  }
}
