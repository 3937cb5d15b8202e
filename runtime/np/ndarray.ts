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
