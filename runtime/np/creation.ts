import type { DType } from '../protocol/value';
import { checkedShape } from './axes';
import { checkWhole, numberFrom, told } from './arguments';
import { broadcastTo } from './broadcast';
import { NpError } from './errors';
import { isNDArray, wrap } from './handle';
import { checkInt32, hostArray, values64 } from './hostArray';
import { leadingOnesDropped } from './indexing';
import { checkIntegers, viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { checkedDType, fitsInt32, scalarDType } from './promotion';
import { defaultFloat, engine } from './settings';
import { allocate, assign, copied, View } from './view';

/** A shape; a number stands for one axis. */
export type Shape = number | readonly number[];

function dtypeOr(name: string, dtype: DType | undefined, fallback: DType): DType {
  return dtype === undefined ? fallback : checkedDType(name, dtype);
}

function filled(name: string, view: View, value: number): NDArray {
  if (view.dtype === 'int32') checkIntegers(name, value);
  if (!Object.is(value, 0)) engine().fill(value, view);
  return wrap(view);
}

function filledWith(name: string, out: View, value: ArrayLike | View): NDArray {
  if (typeof value === 'number' || typeof value === 'boolean') return filled(name, out, Number(value));
  const given = value instanceof View ? value : fillView(name, value);
  if (out.dtype === 'int32') checkIntegers(name, given);
  assign(name, out, broadcastTo(name, leadingOnesDropped(given, out.shape.length), out.shape));
  return wrap(out);
}

function fillView(name: string, value: ArrayLike): View {
  if (typeof value !== 'object' || value === null)
    throw new NpError(name, 'notValue', { what: 'fill_value', value: told(value) });
  return viewFrom(name, value);
}

/**
 * A new array of nested lists, a number or another array. JavaScript does not tell 1 from 1.0: ask for int32 where you
 * mean integers.
 *
 * Shape: that of the lists. dtype: the default float for numbers, bool for only `true` and `false`, an array keeps its
 * own, unless given. NumPy: `np.array`.
 *
 * @example np.array([[1, 2], [3, 4]])
 * @example np.array([0, 2, 1], 'int32')
 * @throws NpError if lists at one depth differ in length, or something is neither number, bool nor array.
 */
export function array(data: ArrayLike, dtype?: DType): NDArray {
  const name = 'np.array';
  const view = viewFrom(name, data, dtype === undefined ? undefined : checkedDType(name, dtype));
  return wrap(isNDArray(data) ? copied(name, view) : view);
}

/**
 * The array itself where it is one of that dtype already, else a new one as of `np.array`.
 *
 * Shape: that of the lists. dtype: as of `np.array`. NumPy: `np.asarray`.
 *
 * @example np.asarray([1, 2])
 * @throws NpError as `np.array`.
 */
export function asarray(data: ArrayLike, dtype?: DType): NDArray {
  return wrap(viewFrom('np.asarray', data, dtype === undefined ? undefined : checkedDType('np.asarray', dtype)));
}

/**
 * A copy that shares no memory with `a`.
 *
 * Shape: that of `a`. dtype: stays. NumPy: `np.copy`.
 *
 * @example np.copy([1, 2]) // [1. 2.]
 */
export function copy(a: ArrayLike): NDArray {
  return wrap(copied('np.copy', viewFrom('np.copy', a)));
}

/**
 * An array of zeros.
 *
 * Shape: the one given; a number for one axis. dtype: the default float unless given. NumPy: `np.zeros`.
 *
 * @example np.zeros([2, 3])
 * @throws NpError if a length is negative or no integer.
 */
export function zeros(shape: Shape, dtype?: DType): NDArray {
  return wrap(allocate('np.zeros', checkedShape('np.zeros', shape), dtypeOr('np.zeros', dtype, defaultFloat())));
}

/**
 * An array of ones.
 *
 * Shape: the one given; a number for one axis. dtype: the default float unless given. NumPy: `np.ones`.
 *
 * @example np.ones(3) // [1. 1. 1.]
 * @throws NpError if a length is negative or no integer.
 */
export function ones(shape: Shape, dtype?: DType): NDArray {
  return filled(
    'np.ones',
    allocate('np.ones', checkedShape('np.ones', shape), dtypeOr('np.ones', dtype, defaultFloat())),
    1,
  );
}

/**
 * An array to be filled; it holds zeros until then.
 *
 * Shape: the one given; a number for one axis. dtype: the default float unless given. NumPy: `np.empty`.
 *
 * @example np.empty([2, 3])
 * @throws NpError if a length is negative or no integer.
 */
export function empty(shape: Shape, dtype?: DType): NDArray {
  return wrap(allocate('np.empty', checkedShape('np.empty', shape), dtypeOr('np.empty', dtype, defaultFloat())));
}

/**
 * An array that holds one value everywhere, or an array broadcast to its shape.
 *
 * Shape: the one given; a number for one axis. dtype: int32 for a whole number, the default float for another and for
 * lists of numbers, bool for a bool, that of an array, unless given. NumPy: `np.full`.
 *
 * @example np.full([2], 0.5) // [0.5 0.5]
 * @example np.full([2, 2], [1, 2]) // [[1. 2.] [1. 2.]]
 * @throws NpError if a length is negative or no integer, or an array does not broadcast to the shape.
 */
export function full(shape: Shape, fill_value: ArrayLike, dtype?: DType): NDArray {
  const name = 'np.full';
  const lengths = checkedShape(name, shape);
  const value =
    typeof fill_value === 'number' || typeof fill_value === 'boolean' ? fill_value : fillView(name, fill_value);
  const natural =
    typeof value === 'number' && fitsInt32(value)
      ? 'int32'
      : typeof value === 'object'
        ? value.dtype
        : scalarDType(value);
  return filledWith(name, allocate(name, lengths, dtypeOr(name, dtype, natural)), value);
}

/**
 * Zeros in the shape and dtype of `a`.
 *
 * Shape: that of `a`. dtype: that of `a` unless given. NumPy: `np.zeros_like`.
 *
 * @example np.zeros_like([1, 2]) // [0. 0.]
 */
export function zeros_like(a: ArrayLike, dtype?: DType): NDArray {
  const view = viewFrom('np.zeros_like', a);
  return wrap(allocate('np.zeros_like', view.shape, dtypeOr('np.zeros_like', dtype, view.dtype)));
}

/**
 * Ones in the shape and dtype of `a`.
 *
 * Shape: that of `a`. dtype: that of `a` unless given. NumPy: `np.ones_like`.
 *
 * @example np.ones_like([1, 2]) // [1. 1.]
 */
export function ones_like(a: ArrayLike, dtype?: DType): NDArray {
  const view = viewFrom('np.ones_like', a);
  return filled('np.ones_like', allocate('np.ones_like', view.shape, dtypeOr('np.ones_like', dtype, view.dtype)), 1);
}

/**
 * An array to be filled, in the shape and dtype of `a`; it holds zeros until then.
 *
 * Shape: that of `a`. dtype: that of `a` unless given. NumPy: `np.empty_like`.
 *
 * @example np.empty_like([1, 2]).shape // [2]
 */
export function empty_like(a: ArrayLike, dtype?: DType): NDArray {
  const view = viewFrom('np.empty_like', a);
  return wrap(allocate('np.empty_like', view.shape, dtypeOr('np.empty_like', dtype, view.dtype)));
}

/**
 * One value everywhere, or an array broadcast to the shape, in the shape and dtype of `a`.
 *
 * Shape: that of `a`. dtype: that of `a` unless given. NumPy: `np.full_like`.
 *
 * @example np.full_like([1, 2], 7) // [7. 7.]
 * @throws NpError if an array does not broadcast to the shape of `a`.
 */
export function full_like(a: ArrayLike, fill_value: ArrayLike, dtype?: DType): NDArray {
  const view = viewFrom('np.full_like', a);
  const out = allocate('np.full_like', view.shape, dtypeOr('np.full_like', dtype, view.dtype));
  return filledWith('np.full_like', out, fill_value);
}

/**
 * start, start + step, ... as long as they lie before stop; `arange(stop)` starts at 0.
 *
 * Shape: a vector. dtype: int32 where all three are whole numbers, else the default float, unless given.
 * NumPy: `np.arange`.
 *
 * @example np.arange(3) // [0 1 2]
 * @example np.arange(1, 2, 0.5) // [1.  1.5]
 * @throws NpError if start, stop or step is no number, step is 0, or the range is not finite.
 */
export function arange(start: number, stop?: number, step = 1, dtype?: DType): NDArray {
  const name = 'np.arange';
  const first = numberFrom(name, 'start', start);
  const from = stop === undefined ? 0 : first,
    to = stop === undefined ? first : numberFrom(name, 'stop', stop),
    by = numberFrom(name, 'step', step);
  const length = Math.max(Math.ceil((to - from) / by), 0);
  if (!Number.isFinite(length)) throw new NpError(name, 'uncountable', { from, to, step: by });
  const natural = [from, to, by].every(fitsInt32) ? 'int32' : defaultFloat();
  const out = allocate(name, [length], dtypeOr(name, dtype, natural));
  // NumPy steps by the difference of the first two elements, as they are in the result.
  if (out.dtype === 'int32') {
    const whole = Math.trunc(from);
    const wholeStep = Math.trunc(from + by) - whole;
    if (length > 0) checkInt32(name, [whole, whole + (length - 1) * wholeStep]);
    engine().iota(out.storage, whole, wholeStep);
  } else engine().iota(out.storage, from, from + by - from);
  return wrap(out);
}

/**
 * `num` numbers evenly spaced from start to stop, both included.
 *
 * Shape: (num,). dtype: the default float unless given. NumPy: `np.linspace`.
 *
 * @example np.linspace(0, 1, 3) // [0.  0.5 1. ]
 * @throws NpError if start or stop is no number, or num is negative or no integer.
 */
export function linspace(start: number, stop: number, num = 50, dtype?: DType): NDArray {
  const name = 'np.linspace';
  const from = numberFrom(name, 'start', start),
    to = numberFrom(name, 'stop', stop);
  const out = allocate(name, checkedShape(name, num), 'float64');
  engine().iota(out.storage, from, num > 1 ? (to - from) / (num - 1) : 0);
  const last = new View(out.storage, num - 1, [], []);
  if (num > 1) engine().fill(to, last);
  const wanted = dtypeOr(name, dtype, defaultFloat());
  if (wanted === 'int32') return wrap(hostArray(name, out.shape, wanted, values64(out, name).map(Math.floor)));
  return wrap(copied(name, out, wanted));
}

/**
 * Ones on a diagonal of an n x m matrix, zeros elsewhere; k > 0 is a diagonal above the main one.
 *
 * Shape: (n, m). dtype: the default float unless given. NumPy: `np.eye`.
 *
 * @example np.eye(2)
 * @throws NpError if a length is negative or no integer.
 */
export function eye(n: number, m: number = n, k = 0, dtype?: DType): NDArray {
  const name = 'np.eye';
  checkWhole(name, 'k', k);
  const out = allocate(name, checkedShape(name, [n, m]), dtypeOr(name, dtype, defaultFloat()));
  const start = k >= 0 ? k : -k * m;
  const length = Math.max(Math.min(k >= 0 ? n : n + k, k >= 0 ? m - k : m), 0);
  const diagonal = new View(out.storage, length > 0 ? start : 0, [length], [m + 1]);
  engine().fill(1, diagonal);
  return wrap(out);
}

/**
 * The n x n identity matrix.
 *
 * Shape: (n, n). dtype: the default float unless given. NumPy: `np.identity`.
 *
 * @example np.identity(2) // [[1. 0.] [0. 1.]]
 * @throws NpError if n is negative or no integer.
 */
export function identity(n: number, dtype?: DType): NDArray {
  return eye(n, n, 0, dtype);
}
