import type { Elements } from '../engines/engine';
import type { DType } from '../protocol/value';
import { add, divide, floor_divide, maximum, minimum, mod, multiply, power, subtract } from './arithmetic';
import {
  equal,
  greater,
  greater_equal,
  less,
  less_equal,
  logical_and,
  logical_or,
  logical_xor,
  not_equal,
} from './comparison';
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
import { NpError, shapeText } from './errors';
import type { IndexPart } from './fancyIndex';
import { handOver, wrap } from './handle';
import { bindex, iindex, nonzero, put, take, writeIndex } from './indexing';
import { viewFrom, type ArrayLike } from './input';
import { dot, matmul, outer } from './linalg';
import { allclose, isclose } from './logic';
import { expand_dims, flatten, moveaxis, ravel, repeat, squeeze, swapaxes, transpose } from './manipulation';
import { arrayText } from './printing';
import { checkedDType } from './promotion';
import { all, any, argmax, argmin, cumprod, cumsum, max, mean, min, prod, std, sum, variance } from './reductions';
import type { Axis } from './reduction';
import { reshaped } from './reshaping';
import { clip } from './selection';
import { checkedPosition, sliceView } from './slices';
import { argsort, sort } from './sorting';
import { engine } from './settings';
import { assign, copied, elements, View } from './view';
import { broadcastTo } from './broadcast';

/** Elements as nested lists; a plain value for rank 0. */
export type NestedArray = number | boolean | NestedArray[];

/**
 * An array of numbers or bools with a shape. Arrays are made by `np.array`, `np.zeros` and the like. Slices, `T` and
 * most reshapes are views: writing through one shows in all.
 */
export class NDArray {
  readonly #view: View;

  static {
    handOver({
      wrap: (view) => new NDArray(view),
      open: (array) => array.#view,
      recognise: (x) => #view in (x as object),
    });
  }

  private constructor(view: View) {
    this.#view = view;
  }

  /** Length of each axis. */
  get shape(): number[] {
    return [...this.#view.shape];
  }

  /** Number of axes. */
  get ndim(): number {
    return this.#view.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return this.#view.size;
  }

  get dtype(): DType {
    return this.#view.dtype;
  }

  /** A view with the axes reversed. */
  get T(): NDArray {
    return transpose(this);
  }

  /**
   * One element. Negative positions count from the end; a bool is read as 0 or 1.
   *
   * @example x.get([0, -1])
   * @throws NpError unless each axis has one position within its bounds.
   */
  get(...indices: number[] | [readonly number[]]): number {
    return engine().readOne(this.#view.storage, this.#place('get', flatArguments(indices)));
  }

  /**
   * Writes x[index] = value as NumPy does: the index is a list with positions, slices, integer arrays and masks, or a
   * single one of these; the value is broadcast.
   *
   * @example x.set([0, 1], 5)
   * @example dx.set(np.less_equal(x, 0), 0) // dx[x <= 0] = 0
   * @example img.set(['...', '0:4:2'], col) // img[..., 0:4:2] = col
   * @throws NpError if an index is out of bounds or the value does not fit.
   */
  set(index: number | string | NDArray | readonly IndexPart[], value: ArrayLike): void {
    writeIndex('set', this.#view, Array.isArray(index) ? index : [index as IndexPart], value);
  }

  /**
   * The only element as a number, or the element at a position: one number counts in C order, several are one per
   * axis. A bool is 0 or 1.
   *
   * @throws NpError without a position if there is not exactly one element.
   */
  item(...indices: number[]): number {
    const view = this.#view;
    if (indices.length > 1 || (indices.length === 1 && view.shape.length === 1))
      return engine().readOne(view.storage, this.#place('item', indices));
    if (indices.length === 0 && view.size !== 1)
      throw new NpError(`item: only an array of one element is a single number, not ${view.size}`);
    return elements(view)[indices.length === 0 ? 0 : checkedPosition('item', indices[0], 0, view.size)];
  }

  #place(name: string, indices: readonly number[]): number {
    const { shape, strides, offset } = this.#view;
    if (indices.length !== shape.length) {
      throw new NpError(
        `${name}: ${indices.length} positions for an array of ${shape.length} axes; use slice for a part of it`,
      );
    }
    let place = offset;
    for (let axis = 0; axis < shape.length; axis++)
      place += checkedPosition(name, indices[axis], axis, shape[axis]) * strides[axis];
    return place;
  }

  /**
   * A view of a part: per axis a position, 'start:stop:step', ':' or '...', as in Python.
   *
   * @example x.slice('1:3', ':', '::2')
   * @throws NpError if a position is out of bounds or there are too many.
   */
  slice(...parts: (number | string)[]): NDArray {
    return wrap(sliceView('slice', this.#view, parts));
  }

  /** Elements as nested lists; a plain number for rank 0. */
  toArray<Nested = NestedArray>(): Nested {
    return nested(this.#view, elements(this.#view), 0, { at: 0 }) as Nested;
  }

  /** The same as `toArray`. */
  tolist<Nested = NestedArray>(): Nested {
    return this.toArray<Nested>();
  }

  /** The array as NumPy prints it. */
  toString(): string {
    return arrayText(this.#view);
  }

  /** JavaScript has no operators on arrays: `x * 2` would be NaN, and nobody would know why. A text may hold an array. */
  [Symbol.toPrimitive](wanted: string): string | number {
    if (wanted !== 'string' && this.ndim === 0) return this.item();
    if (wanted === 'number') {
      throw new NpError(
        `an array of shape ${shapeText(this.shape)} stands where a number must: write np.multiply(x, 2), not x * 2`,
      );
    }
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** Along the first axis; the elements of a vector come as arrays of rank 0. */
  *[Symbol.iterator](): Generator<NDArray> {
    if (this.ndim === 0) throw new NpError('iteration over an array of rank 0');
    for (let i = 0; i < this.#view.shape[0]; i++) yield this.slice(i);
  }

  /** Writes one value everywhere. */
  fill(value: number | boolean): void {
    assign('fill', this.#view, broadcastTo('fill', viewFrom('fill', value, this.dtype), this.#view.shape));
  }

  /** A copy that shares no memory. */
  copy(): NDArray {
    return wrap(copied('copy', this.#view));
  }

  /**
   * A copy in another dtype: floats are cut towards zero for int32; everything but 0 is true.
   *
   * @throws NpError for an unknown dtype.
   */
  astype(dtype: DType): NDArray {
    return wrap(copied('astype', this.#view, checkedDType('astype', dtype)));
  }

  /** See `np.reshape`: x.reshape(2, -1) or x.reshape([2, -1]). */
  reshape(...shape: number[] | [readonly number[]]): NDArray {
    return wrap(reshaped('reshape', this.#view, flatArguments(shape)));
  }

  /** See `np.transpose`: x.transpose(1, 0) or x.transpose([1, 0]). */
  transpose(...axes: number[] | [(readonly number[] | null)?]): NDArray {
    return typeof axes[0] === 'number' ? transpose(this, axes as number[]) : transpose(this, axes[0]);
  }
  /** See `np.flatten`. */
  flatten(): NDArray {
    return flatten(this);
  }

  /** See `np.ravel`. */
  ravel(): NDArray {
    return ravel(this);
  }

  /** See `np.absolute`. */
  absolute(): NDArray {
    return absolute(this);
  }

  /** See `np.negative`. */
  negative(): NDArray {
    return negative(this);
  }

  /** See `np.sign`. */
  sign(): NDArray {
    return sign(this);
  }

  /** See `np.square`. */
  square(): NDArray {
    return square(this);
  }

  /** See `np.sqrt`. */
  sqrt(): NDArray {
    return sqrt(this);
  }

  /** See `np.exp`. */
  exp(): NDArray {
    return exp(this);
  }

  /** See `np.expm1`. */
  expm1(): NDArray {
    return expm1(this);
  }

  /** See `np.log`. */
  log(): NDArray {
    return log(this);
  }

  /** See `np.log1p`. */
  log1p(): NDArray {
    return log1p(this);
  }

  /** See `np.sin`. */
  sin(): NDArray {
    return sin(this);
  }

  /** See `np.cos`. */
  cos(): NDArray {
    return cos(this);
  }

  /** See `np.tanh`. */
  tanh(): NDArray {
    return tanh(this);
  }

  /** See `np.floor`. */
  floor(): NDArray {
    return floor(this);
  }

  /** See `np.ceil`. */
  ceil(): NDArray {
    return ceil(this);
  }

  /** See `np.rint`. */
  rint(): NDArray {
    return rint(this);
  }

  /** See `np.isnan`. */
  isnan(): NDArray {
    return isnan(this);
  }

  /** See `np.isinf`. */
  isinf(): NDArray {
    return isinf(this);
  }

  /** See `np.isfinite`. */
  isfinite(): NDArray {
    return isfinite(this);
  }

  /** See `np.logical_not`. */
  logical_not(): NDArray {
    return logical_not(this);
  }

  /** See `np.add`. */
  add(other: ArrayLike): NDArray {
    return add(this, other);
  }

  /** See `np.subtract`. */
  subtract(other: ArrayLike): NDArray {
    return subtract(this, other);
  }

  /** See `np.multiply`. */
  multiply(other: ArrayLike): NDArray {
    return multiply(this, other);
  }

  /** See `np.divide`. */
  divide(other: ArrayLike): NDArray {
    return divide(this, other);
  }

  /** See `np.floor_divide`. */
  floor_divide(other: ArrayLike): NDArray {
    return floor_divide(this, other);
  }

  /** See `np.mod`. */
  mod(other: ArrayLike): NDArray {
    return mod(this, other);
  }

  /** See `np.power`. */
  power(other: ArrayLike): NDArray {
    return power(this, other);
  }

  /** See `np.maximum`. */
  maximum(other: ArrayLike): NDArray {
    return maximum(this, other);
  }

  /** See `np.minimum`. */
  minimum(other: ArrayLike): NDArray {
    return minimum(this, other);
  }

  /** See `np.equal`. */
  equal(other: ArrayLike): NDArray {
    return equal(this, other);
  }

  /** See `np.not_equal`. */
  not_equal(other: ArrayLike): NDArray {
    return not_equal(this, other);
  }

  /** See `np.less`. */
  less(other: ArrayLike): NDArray {
    return less(this, other);
  }

  /** See `np.less_equal`. */
  less_equal(other: ArrayLike): NDArray {
    return less_equal(this, other);
  }

  /** See `np.greater`. */
  greater(other: ArrayLike): NDArray {
    return greater(this, other);
  }

  /** See `np.greater_equal`. */
  greater_equal(other: ArrayLike): NDArray {
    return greater_equal(this, other);
  }

  /** See `np.logical_and`. */
  logical_and(other: ArrayLike): NDArray {
    return logical_and(this, other);
  }

  /** See `np.logical_or`. */
  logical_or(other: ArrayLike): NDArray {
    return logical_or(this, other);
  }

  /** See `np.logical_xor`. */
  logical_xor(other: ArrayLike): NDArray {
    return logical_xor(this, other);
  }

  /** See `np.dot`. */
  dot(other: ArrayLike): NDArray {
    return dot(this, other);
  }

  /** See `np.matmul`. */
  matmul(other: ArrayLike): NDArray {
    return matmul(this, other);
  }

  /** See `np.outer`. */
  outer(other: ArrayLike): NDArray {
    return outer(this, other);
  }

  /** See `np.sum`. */
  sum(axis?: null, keepdims?: false): number;
  sum(axis: Axis, keepdims: true): NDArray;
  sum(axis: number | readonly number[], keepdims?: boolean): NDArray;
  sum(axis?: Axis, keepdims?: boolean): NDArray | number {
    return sum(this, axis, keepdims);
  }

  /** See `np.prod`. */
  prod(axis?: null, keepdims?: false): number;
  prod(axis: Axis, keepdims: true): NDArray;
  prod(axis: number | readonly number[], keepdims?: boolean): NDArray;
  prod(axis?: Axis, keepdims?: boolean): NDArray | number {
    return prod(this, axis, keepdims);
  }

  /** See `np.max`. */
  max(axis?: null, keepdims?: false): number;
  max(axis: Axis, keepdims: true): NDArray;
  max(axis: number | readonly number[], keepdims?: boolean): NDArray;
  max(axis?: Axis, keepdims?: boolean): NDArray | number {
    return max(this, axis, keepdims);
  }

  /** See `np.min`. */
  min(axis?: null, keepdims?: false): number;
  min(axis: Axis, keepdims: true): NDArray;
  min(axis: number | readonly number[], keepdims?: boolean): NDArray;
  min(axis?: Axis, keepdims?: boolean): NDArray | number {
    return min(this, axis, keepdims);
  }

  /** See `np.mean`. */
  mean(axis?: null, keepdims?: false): number;
  mean(axis: Axis, keepdims: true): NDArray;
  mean(axis: number | readonly number[], keepdims?: boolean): NDArray;
  mean(axis?: Axis, keepdims?: boolean): NDArray | number {
    return mean(this, axis, keepdims);
  }

  /** See `np.any`. */
  any(axis?: null, keepdims?: false): boolean;
  any(axis: Axis, keepdims: true): NDArray;
  any(axis: number | readonly number[], keepdims?: boolean): NDArray;
  any(axis?: Axis, keepdims?: boolean): NDArray | boolean {
    return any(this, axis, keepdims);
  }

  /** See `np.all`. */
  all(axis?: null, keepdims?: false): boolean;
  all(axis: Axis, keepdims: true): NDArray;
  all(axis: number | readonly number[], keepdims?: boolean): NDArray;
  all(axis?: Axis, keepdims?: boolean): NDArray | boolean {
    return all(this, axis, keepdims);
  }

  /** See `np.var`. */
  var(axis?: null, ddof?: number, keepdims?: false): number;
  var(axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
  var(axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
  var(axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number {
    return variance(this, axis, ddof, keepdims);
  }

  /** See `np.std`. */
  std(axis?: null, ddof?: number, keepdims?: false): number;
  std(axis: Axis, ddof: number | undefined, keepdims: true): NDArray;
  std(axis: number | readonly number[], ddof?: number, keepdims?: boolean): NDArray;
  std(axis?: Axis, ddof?: number, keepdims?: boolean): NDArray | number {
    return std(this, axis, ddof, keepdims);
  }

  /** See `np.argmax`. */
  argmax(axis?: null, keepdims?: false): number;
  argmax(axis: number | null | undefined, keepdims: true): NDArray;
  argmax(axis: number, keepdims?: boolean): NDArray;
  argmax(axis?: number | null, keepdims?: boolean): NDArray | number {
    return argmax(this, axis, keepdims);
  }

  /** See `np.argmin`. */
  argmin(axis?: null, keepdims?: false): number;
  argmin(axis: number | null | undefined, keepdims: true): NDArray;
  argmin(axis: number, keepdims?: boolean): NDArray;
  argmin(axis?: number | null, keepdims?: boolean): NDArray | number {
    return argmin(this, axis, keepdims);
  }

  /** See `np.cumsum`. */
  cumsum(axis?: number | null): NDArray {
    return cumsum(this, axis);
  }

  /** See `np.cumprod`. */
  cumprod(axis?: number | null): NDArray {
    return cumprod(this, axis);
  }

  /** See `np.clip`. */
  clip(low: ArrayLike | null, high: ArrayLike | null): NDArray {
    return clip(this, low, high);
  }

  /** See `np.squeeze`. */
  squeeze(axis?: number | readonly number[] | null): NDArray {
    return squeeze(this, axis);
  }

  /** See `np.expand_dims`. */
  expand_dims(axis: number | readonly number[]): NDArray {
    return expand_dims(this, axis);
  }

  /** See `np.swapaxes`. */
  swapaxes(axis1: number, axis2: number): NDArray {
    return swapaxes(this, axis1, axis2);
  }

  /** See `np.moveaxis`. */
  moveaxis(source: number | readonly number[], destination: number | readonly number[]): NDArray {
    return moveaxis(this, source, destination);
  }

  /** See `np.repeat`. */
  repeat(repeats: number, axis?: number | null): NDArray {
    return repeat(this, repeats, axis);
  }

  /** See `np.take`. */
  take(indices: ArrayLike, axis?: number | null): NDArray {
    return take(this, indices, axis);
  }

  /** See `np.put`. */
  put(indices: ArrayLike, values: ArrayLike): void {
    put(this, indices, values);
  }

  /** See `np.iindex`. */
  iindex(indices: ArrayLike, axis?: number): NDArray {
    return iindex(this, indices, axis);
  }

  /** See `np.bindex`. */
  bindex(mask: ArrayLike, axis?: number): NDArray {
    return bindex(this, mask, axis);
  }

  /** See `np.sort`. */
  sort(axis?: number | null): NDArray {
    return sort(this, axis);
  }

  /** See `np.argsort`. */
  argsort(axis?: number | null): NDArray {
    return argsort(this, axis);
  }

  /** See `np.nonzero`. */
  nonzero(): NDArray[] {
    return nonzero(this);
  }

  /** See `np.isclose`. */
  isclose(other: ArrayLike, rtol?: number, atol?: number): NDArray {
    return isclose(this, other, rtol, atol);
  }

  /** See `np.allclose`. */
  allclose(other: ArrayLike, rtol?: number, atol?: number): boolean {
    return allclose(this, other, rtol, atol);
  }
}

// Nobody's code may change what an array's methods mean to the others.
Object.freeze(NDArray.prototype);
Object.freeze(NDArray);

function flatArguments(given: number[] | [readonly number[]]): readonly number[] {
  const [first] = given;
  return typeof first === 'object' ? first : (given as number[]);
}

function nested(view: View, values: Elements, axis: number, cursor: { at: number }): NestedArray {
  if (axis === view.shape.length) {
    const value = values[cursor.at++];
    return view.dtype === 'bool' ? value !== 0 : value;
  }
  return Array.from({ length: view.shape[axis] }, () => nested(view, values, axis + 1, cursor));
}
