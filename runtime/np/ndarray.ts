import type { Elements } from '../engines/engine';
import type { DType } from '../protocol/value';
import { broadcastTo } from './broadcast';
import { ElementwiseMethods } from './elementwiseMethods';
import { NpError, shapeText } from './errors';
import type { IndexPart } from './fancyIndex';
import { handOver, wrap } from './handle';
import { writeIndex } from './indexing';
import { viewFrom, type ArrayLike } from './input';
import { transpose } from './manipulation';
import { OperatorMethods } from './operatorMethods';
import { arrayText } from './printing';
import { checkedDType } from './promotion';
import { ReductionMethods } from './reductionMethods';
import { reshaped } from './reshaping';
import { engine } from './settings';
import { ShapeMethods } from './shapeMethods';
import { checkedPosition, sliceView } from './slices';
import { assign, copied, elements, View } from './view';

/** Elements as nested lists; a plain value for rank 0. */
export type NestedArray = number | boolean | NestedArray[];

/**
 * An array of numbers or bools with a shape. Arrays are made by `np.array`, `np.zeros` and the like. Slices, `T` and
 * most reshapes are views: writing through one shows in all.
 */
export class NDArray extends ShapeMethods {
  readonly #view: View;

  static {
    handOver({
      // By its own name the bundler would have to give it another, and a debugger would show that one.
      wrap: (view) => new this(view),
      open: (array) => array.#view,
      recognise: (x) => #view in (x as object),
    });
  }

  private constructor(view: View) {
    super();
    if (!(view instanceof View)) throw new NpError('NDArray', 'notConstructed');
    this.#view = view;
  }

  /**
   * The length of each axis as a new list; empty for rank 0. NumPy: `x.shape`, a tuple.
   *
   * @example np.zeros([2, 3]).shape // [2, 3]
   */
  get shape(): number[] {
    return [...this.#view.shape];
  }

  /**
   * The number of axes, the rank: the length of `shape`. NumPy: `x.ndim`.
   *
   * @example np.zeros([2, 3]).ndim // 2
   */
  get ndim(): number {
    return this.#view.shape.length;
  }

  /**
   * The number of elements: the product of `shape`, 1 for rank 0. NumPy: `x.size`.
   *
   * @example np.zeros([2, 3]).size // 6
   */
  get size(): number {
    return this.#view.size;
  }

  /**
   * The type of the elements: 'float64', 'float32', 'int32' or 'bool'. The default float is float64, in training runs
   * float32; `astype` makes a copy in another. NumPy: `x.dtype`.
   *
   * @example np.array([1, 2]).dtype // float64
   * @example np.arange(3).dtype // int32
   */
  get dtype(): DType {
    return this.#view.dtype;
  }

  /**
   * A view with the axes reversed: the transpose of a matrix, a vector as it is.
   *
   * Shape: (m, n) gives (n, m). dtype: stays. NumPy: `x.T`.
   *
   * @example np.array([[1, 2], [3, 4]]).T // [[1. 3.] [2. 4.]]
   */
  get T(): NDArray {
    return transpose(this);
  }

  /**
   * One element. Negative positions count from the end.
   *
   * Shape: one position for each axis; a plain number. dtype: any; a bool is 0 or 1. NumPy: `x[0, -1]`.
   *
   * @example np.array([[1, 2], [3, 4]]).get([0, -1]) // 2
   * @throws NpError unless each axis has one position within its bounds.
   */
  get(...indices: number[] | [readonly number[]]): number {
    return engine().readOne(this.#view.storage, this.#place('get', flatArguments(indices)));
  }

  /**
   * Writes x[index] = value as NumPy does: the index is a list with positions, slices, integer arrays and masks, or a
   * single one of these.
   *
   * Shape: the value is broadcast to what is indexed. dtype: stays; the value is cast to it. NumPy: `x[index] = value`.
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
   * axis.
   *
   * Shape: one element, or a position; a plain number. dtype: any; a bool is 0 or 1. NumPy: `x.item()`.
   *
   * @example np.array([[7]]).item() // 7
   * @example np.array([[1, 2], [3, 4]]).item(2) // 3
   * @throws NpError without a position if there is not exactly one element.
   */
  item(...indices: number[]): number {
    const view = this.#view;
    if (indices.length > 1 || (indices.length === 1 && view.shape.length === 1))
      return engine().readOne(view.storage, this.#place('item', indices));
    if (indices.length === 0 && view.size !== 1) throw new NpError('item', 'notOneElement', { size: view.size });
    return elements(view)[indices.length === 0 ? 0 : checkedPosition('item', indices[0], 0, view.size)];
  }

  #place(name: string, indices: readonly number[]): number {
    const { shape, strides, offset } = this.#view;
    if (indices.length !== shape.length) {
      throw new NpError(name, 'positionCount', { count: indices.length, rank: shape.length });
    }
    let place = offset;
    for (let axis = 0; axis < shape.length; axis++)
      place += checkedPosition(name, indices[axis], axis, shape[axis]) * strides[axis];
    return place;
  }

  /**
   * A view of a part: per axis a position, 'start:stop:step', ':' or '...', as in Python.
   *
   * Shape: an axis goes with a position, and gets shorter with a range. dtype: stays. NumPy: `x[1:3, :, ::2]`.
   *
   * @example np.array([[1, 2], [3, 4]]).slice(':', 0) // [1. 3.]
   * @example x.slice('1:3', ':', '::2')
   * @throws NpError if a position is out of bounds or there are too many.
   */
  slice(...parts: (number | string)[]): NDArray {
    return wrap(sliceView('slice', this.#view, parts));
  }

  /**
   * The elements as nested lists.
   *
   * Shape: one depth of lists for each axis; a plain value for rank 0. dtype: numbers, or true and false for bool.
   * NumPy: `x.tolist()`.
   *
   * @example np.arange(3).toArray() // [0, 1, 2]
   */
  toArray<Nested = NestedArray>(): Nested {
    return nested(this.#view, elements(this.#view), 0, { at: 0 }) as Nested;
  }

  /**
   * The elements as nested lists: the same as `toArray`, by NumPy's name.
   *
   * Shape: one depth of lists for each axis; a plain value for rank 0. dtype: numbers, or true and false for bool.
   * NumPy: `x.tolist()`.
   *
   * @example np.arange(3).tolist() // [0, 1, 2]
   */
  tolist<Nested = NestedArray>(): Nested {
    return this.toArray<Nested>();
  }

  /**
   * The array as NumPy prints it.
   *
   * Shape: any; rows of a matrix stand in lines. dtype: floats have a point, integers none. NumPy: `str(x)`.
   *
   * @example np.array([0.5, 1]).toString() // [0.5 1. ]
   */
  override toString(): string {
    return arrayText(this.#view);
  }

  /**
   * JavaScript has no operators on arrays: `x * 2` would be NaN and `x + y` a text, and nobody would know why. Which operator it
   * was, nobody says. String(x) and a template hold an array.
   */
  [Symbol.toPrimitive](wanted: string): string | number {
    if (wanted === 'string') return this.toString();
    if (this.ndim === 0) return this.item();
    throw new NpError('NDArray', wanted === 'number' ? 'arrayAsNumber' : 'arrayInSum', {
      shape: shapeText(this.shape),
    });
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** Along the first axis; the elements of a vector come as arrays of rank 0. */
  *[Symbol.iterator](): Generator<NDArray> {
    if (this.ndim === 0) throw new NpError('iteration', 'notForRank0');
    for (let i = 0; i < this.#view.shape[0]; i++) yield this.slice(i);
  }

  /**
   * Writes one value everywhere.
   *
   * Shape: stays. dtype: stays; the value is cast to it. NumPy: `x.fill(value)`.
   *
   * @example x.fill(0)
   */
  fill(value: number | boolean): void {
    assign('fill', this.#view, broadcastTo('fill', viewFrom('fill', value, this.dtype), this.#view.shape));
  }

  /**
   * A copy that shares no memory.
   *
   * Shape: as given. dtype: stays. See `np.copy`.
   *
   * @example np.array([1, 2]).copy() // [1. 2.]
   */
  copy(): NDArray {
    return wrap(copied('copy', this.#view));
  }

  /**
   * A copy in another dtype: floats are cut towards zero for int32; everything but 0 is true.
   *
   * Shape: as given. dtype: the one asked for. NumPy: `x.astype(dtype)`.
   *
   * @example np.array([1.9, -1.9]).astype('int32') // [ 1 -1]
   * @throws NpError for an unknown dtype.
   */
  astype(dtype: DType): NDArray {
    return wrap(copied('astype', this.#view, checkedDType('astype', dtype)));
  }

  /**
   * The same elements in another shape, x.reshape(2, -1) or x.reshape([2, -1]): one length may be -1 and is worked out.
   * A view where that is possible.
   *
   * Shape: the one asked for, with as many elements as before. dtype: stays. See `np.reshape`.
   *
   * @example np.array([1, 2, 3, 4]).reshape(2, -1) // [[1. 2.] [3. 4.]]
   */
  reshape(...shape: number[] | [readonly number[]]): NDArray {
    return wrap(reshaped('reshape', this.#view, flatArguments(shape)));
  }

  /**
   * A view with the axes in another order, x.transpose(1, 0) or x.transpose([1, 0]); reversed without any.
   *
   * Shape: the lengths in the new order of the axes. dtype: stays. See `np.transpose`.
   *
   * @example np.zeros([2, 3, 4]).transpose(0, 2, 1).shape // [2, 4, 3]
   */
  transpose(...axes: number[] | [(readonly number[] | null)?]): NDArray {
    return typeof axes[0] === 'number' ? transpose(this, axes as number[]) : transpose(this, axes[0]);
  }
}

// Nobody's code may change what an array's methods mean to the others.
for (const part of [NDArray, ShapeMethods, ReductionMethods, OperatorMethods, ElementwiseMethods]) {
  Object.freeze(part.prototype);
  Object.freeze(part);
}

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
