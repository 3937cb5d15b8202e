import type { UnaryOp } from '../engines/engine';
import type { DType } from '../protocol/value';
import { explained } from './binaryOperation';
import { NpError } from './errors';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { counting, floating } from './promotion';
import { engine } from './settings';
import { copied, unwrittenLike, type View } from './view';

function apply(name: string, op: UnaryOp, x: View, dtype: DType): NDArray {
  const out = unwrittenLike(name, x, dtype);
  try {
    engine().unary(op, x, out.storage);
  } catch (error) {
    throw explained(name, error);
  }
  return wrap(out);
}

/** Integers become the default float. */
function toFloats(name: string, op: UnaryOp, x: ArrayLike): NDArray {
  const view = viewFrom(name, x);
  return apply(name, op, view, floating(view.dtype));
}

/** Integers and bools are whole already. */
function keeping(name: string, op: 'floor' | 'ceil' | 'abs', x: ArrayLike): NDArray {
  const view = viewFrom(name, x);
  return view.dtype === 'bool' ? wrap(copied(name, view)) : apply(name, op, view, view.dtype);
}

function signed(name: string, op: 'negative' | 'sign', x: ArrayLike): NDArray {
  const view = viewFrom(name, x);
  if (view.dtype === 'bool') throw new NpError(name, 'notForBools');
  return apply(name, op, view, view.dtype);
}

function tested(name: string, op: UnaryOp, x: ArrayLike): NDArray {
  return apply(name, op, viewFrom(name, x), 'bool');
}

/**
 * e to the power of x, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.exp`.
 *
 * @example np.exp(0) // 1.0
 */
export function exp(x: ArrayLike): NDArray {
  return toFloats('np.exp', 'exp', x);
}

/**
 * exp(x) - 1, exact also where x is tiny, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.expm1`.
 *
 * @example np.expm1(1e-10) // 1.00000000005e-10
 */
export function expm1(x: ArrayLike): NDArray {
  return toFloats('np.expm1', 'expm1', x);
}

/**
 * The natural logarithm; -inf at 0, NaN below, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.log`.
 *
 * @example np.log([1, Math.E]) // [0. 1.]
 */
export function log(x: ArrayLike): NDArray {
  return toFloats('np.log', 'log', x);
}

/**
 * log(1 + x), exact also where x is tiny, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.log1p`.
 *
 * @example np.log1p(1e-10) // 9.999999999500001e-11
 */
export function log1p(x: ArrayLike): NDArray {
  return toFloats('np.log1p', 'log1p', x);
}

/**
 * The logarithm to base 2, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.log2`.
 *
 * @example np.log2(8) // 3.0
 */
export function log2(x: ArrayLike): NDArray {
  return toFloats('np.log2', 'log2', x);
}

/**
 * The logarithm to base 10, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.log10`.
 *
 * @example np.log10(1000) // 3.0
 */
export function log10(x: ArrayLike): NDArray {
  return toFloats('np.log10', 'log10', x);
}

/**
 * The square root; NaN below 0, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.sqrt`.
 *
 * @example np.sqrt([4, 9]) // [2. 3.]
 */
export function sqrt(x: ArrayLike): NDArray {
  return toFloats('np.sqrt', 'sqrt', x);
}

/**
 * The sine of an angle in radians, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.sin`.
 *
 * @example np.sin(0) // 0.0
 */
export function sin(x: ArrayLike): NDArray {
  return toFloats('np.sin', 'sin', x);
}

/**
 * The cosine of an angle in radians, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.cos`.
 *
 * @example np.cos(0) // 1.0
 */
export function cos(x: ArrayLike): NDArray {
  return toFloats('np.cos', 'cos', x);
}

/**
 * The tangent of an angle in radians, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.tan`.
 *
 * @example np.tan(0) // 0.0
 */
export function tan(x: ArrayLike): NDArray {
  return toFloats('np.tan', 'tan', x);
}

/**
 * The hyperbolic tangent, between -1 and 1, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.tanh`.
 *
 * @example np.tanh([0, 100]) // [0. 1.]
 */
export function tanh(x: ArrayLike): NDArray {
  return toFloats('np.tanh', 'tanh', x);
}

/**
 * The nearest whole number; halves go to the even one, element by element.
 *
 * Shape: that of `x`. dtype: floats stay, integers and bools become the default float. NumPy: `np.rint`.
 *
 * @example np.rint([0.5, 1.5]) // [0. 2.]
 */
export function rint(x: ArrayLike): NDArray {
  return toFloats('np.rint', 'rint', x);
}

/**
 * The largest whole number that is at most x, element by element.
 *
 * Shape: that of `x`. dtype: stays. NumPy: `np.floor`.
 *
 * @example np.floor([1.7, -1.2]) // [ 1. -2.]
 */
export function floor(x: ArrayLike): NDArray {
  return keeping('np.floor', 'floor', x);
}

/**
 * The smallest whole number that is at least x, element by element.
 *
 * Shape: that of `x`. dtype: stays. NumPy: `np.ceil`.
 *
 * @example np.ceil([1.2, -1.7]) // [ 2. -1.]
 */
export function ceil(x: ArrayLike): NDArray {
  return keeping('np.ceil', 'ceil', x);
}

/**
 * The absolute value, element by element.
 *
 * Shape: that of `x`. dtype: stays. NumPy: `np.absolute`, `np.abs`.
 *
 * @example np.absolute([-1, 2]) // [1. 2.]
 */
export function absolute(x: ArrayLike): NDArray {
  return keeping('np.absolute', 'abs', x);
}

/**
 * -x, element by element. Throws for bools, as NumPy does.
 *
 * Shape: that of `x`. dtype: stays, not for bools. NumPy: `np.negative`.
 *
 * @example np.negative([1, -2]) // [-1.  2.]
 */
export function negative(x: ArrayLike): NDArray {
  return signed('np.negative', 'negative', x);
}

/**
 * -1, 0 or 1, element by element; NaN stays. Throws for bools, as NumPy does.
 *
 * Shape: that of `x`. dtype: stays, not for bools. NumPy: `np.sign`.
 *
 * @example np.sign([-5, 0, 5]) // [-1.  0.  1.]
 */
export function sign(x: ArrayLike): NDArray {
  return signed('np.sign', 'sign', x);
}

/**
 * x * x, element by element.
 *
 * Shape: that of `x`. dtype: stays, bools become int32. NumPy: `np.square`.
 *
 * @example np.square([1, -3]) // [1. 9.]
 */
export function square(x: ArrayLike): NDArray {
  const view = viewFrom('np.square', x);
  return apply('np.square', 'square', view, counting(view.dtype));
}

/**
 * Where x is NaN, element by element.
 *
 * Shape: that of `x`. dtype: bool. NumPy: `np.isnan`.
 *
 * @example np.isnan([1, NaN]) // [False  True]
 */
export function isnan(x: ArrayLike): NDArray {
  return tested('np.isnan', 'isnan', x);
}

/**
 * Where x is an infinity, element by element.
 *
 * Shape: that of `x`. dtype: bool. NumPy: `np.isinf`.
 *
 * @example np.isinf([1, Infinity]) // [False  True]
 */
export function isinf(x: ArrayLike): NDArray {
  return tested('np.isinf', 'isinf', x);
}

/**
 * Where x is neither NaN nor an infinity, element by element.
 *
 * Shape: that of `x`. dtype: bool. NumPy: `np.isfinite`.
 *
 * @example np.isfinite([1, NaN]) // [ True False]
 */
export function isfinite(x: ArrayLike): NDArray {
  return tested('np.isfinite', 'isfinite', x);
}

/**
 * True where x is 0 or false, element by element.
 *
 * Shape: that of `x`. dtype: bool. NumPy: `np.logical_not`.
 *
 * @example np.logical_not([true, false]) // [False  True]
 */
export function logical_not(x: ArrayLike): NDArray {
  return tested('np.logical_not', 'logicalNot', x);
}
