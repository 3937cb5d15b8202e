import { rint } from './elementwise';
import { NpError } from './errors';
import { wrap } from './handle';
import { hostArray, values64 } from './hostArray';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { copied } from './view';

/**
 * Rounded to so many digits behind the point; halves go to the even digit. Negative `decimals` round to tens, hundreds,
 * ...
 *
 * Shape: that of `a`. dtype: stays, bools become the default float. NumPy: `np.around`, `np.round`.
 *
 * @example np.round([1.234, 2.5], 1) // [1.2 2.5]
 * @example np.round([0.5, 1.5]) // [0. 2.]
 * @throws NpError if decimals is no whole number.
 */
export function around(a: ArrayLike, decimals = 0): NDArray {
  const name = 'np.round';
  if (!Number.isInteger(decimals)) throw new NpError(name, 'decimalsUnusable', { decimals });
  const view = viewFrom(name, a);
  if (view.dtype === 'bool' && decimals !== 0) throw new NpError(name, 'boolDecimals');
  if (view.dtype === 'int32' && decimals >= 0) return wrap(copied(name, view));
  if (decimals === 0) return rint(wrap(view));
  const scale = 10 ** Math.abs(decimals);
  const single = view.dtype === 'float32' ? Math.fround : (value: number) => value;
  const whole = values64(view, name).map((value) => single(decimals > 0 ? value * scale : value / scale));
  const rounded = elementsOfRint(name, whole);
  return wrap(
    hostArray(
      name,
      view.shape,
      view.dtype,
      rounded.map((value) => (decimals > 0 ? value / scale : value * scale)),
    ),
  );
}

function elementsOfRint(name: string, values: Float64Array): Float64Array {
  return values64(viewFrom(name, rint(wrap(hostArray(name, [values.length], 'float64', values)))), name);
}

/**
 * What stands before the point: rounded towards 0, element by element.
 *
 * Shape: that of `x`. dtype: stays. NumPy: `np.trunc`.
 *
 * @example np.trunc([1.7, -1.7]) // [ 1. -1.]
 */
export function trunc(x: ArrayLike): NDArray {
  return truncated('np.trunc', x);
}

/**
 * The same as `np.trunc`.
 *
 * Shape: that of `x`. dtype: stays. NumPy: `np.fix`.
 *
 * @example np.fix([1.7, -1.7]) // [ 1. -1.]
 */
export function fix(x: ArrayLike): NDArray {
  return truncated('np.fix', x);
}

function truncated(name: string, x: ArrayLike): NDArray {
  const view = viewFrom(name, x);
  return wrap(hostArray(name, view.shape, view.dtype, values64(view, name).map(Math.trunc)));
}
