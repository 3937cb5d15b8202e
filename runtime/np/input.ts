import type { DType } from '../protocol/value';
import type { Elements } from '../engines/engine';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf } from './handle';
import type { NDArray } from './ndarray';
import { fitsInt32, promote, scalarDType, type Value } from './promotion';
import { defaultFloat } from './settings';
import { cast, checkMemory, elements, scalarView, upload, type View } from './view';
import { sizeOf } from '../engines/layout';

/** JavaScript's own arrays of numbers: each counts as a list of its numbers. */
export type TypedNumbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Uint8ClampedArray;

/** Lists in lists, all of one length at each depth. */
export type NestedList = readonly (number | boolean | NDArray | TypedNumbers | NestedList)[];

/** Whatever stands for an array: an array, a number, `true` or `false`, lists of these. */
export type ArrayLike = NDArray | number | boolean | TypedNumbers | NestedList;

/**
 * An operand as it is computed with: numbers stay numbers, since they adapt to the other operand. A list of integers that
 * meets an integer or bool array is read as integers, else lists are what `np.array` makes of them.
 */
export function operand(name: string, x: ArrayLike, other?: ArrayLike): Value {
  if (typeof x === 'number' || typeof x === 'boolean') return x;
  if (isNDArray(x)) return viewOf(x);
  const near = isNDArray(other) ? viewOf(other).dtype : undefined;
  return listView(name, x, near === 'int32' || near === 'bool');
}

/**
 * Any input as a view, cast to `dtype` where that is given. An array is cast without asking, as by `astype`; a number
 * that a learner wrote must be one in that dtype too.
 */
export function viewFrom(name: string, x: ArrayLike, dtype?: DType): View {
  const value = operand(name, x);
  if (dtype === 'int32' && !isNDArray(x)) checkIntegers(name, value);
  if (typeof value === 'object') return dtype === undefined ? value : cast(name, value, dtype);
  return scalarView(Number(value), dtype ?? scalarDType(value));
}

/** What is behind the point is cut off, but int32 has no NaN, no infinity and nothing beyond 2**31. */
export function checkIntegers(name: string, value: Value): void {
  for (const number of typeof value === 'object' ? elements(value) : [Number(value)]) {
    if (!fitsInt32(Math.trunc(number))) throw new NpError(name, 'notInt32', { value: number });
  }
}

/** An operand as a view, once the dtype of the result is known. */
export function asView(value: Value, dtype: DType): View {
  return typeof value === 'object' ? value : scalarView(Number(value), dtype);
}

/**
 * Indices: integers, or floats that are whole numbers, since `np.array([0, 2])` cannot tell 2 from 2.0.
 */
export function positionsFrom(name: string, x: ArrayLike): View {
  if (typeof x === 'number') return scalarView(whole(name, x), 'int32');
  if (typeof x === 'boolean') throw new NpError(name, 'indexIsBoolean');
  const view = isNDArray(x) ? viewOf(x) : listView(name, x, true);
  if (view.dtype === 'int32') return view;
  if (view.dtype === 'bool') throw new NpError(name, 'indexIsMask');
  for (const value of elements(view)) whole(name, value);
  return cast(name, view, 'int32');
}

function whole(name: string, value: number): number {
  if (!fitsInt32(value)) throw new NpError(name, 'indexNotWhole', { value });
  return value;
}

interface Leaves {
  shape: number[];
  numbers: boolean;
  integers: boolean;
  dtype: DType | undefined;
}

function listView(name: string, list: unknown, preferIntegers: boolean): View {
  if (!isList(list)) throw unusable(name, list);
  const leaves: Leaves = { shape: measure(name, list), numbers: false, integers: true, dtype: undefined };
  checkMemory(name, leaves.shape, 'float64');
  const values = new Float64Array(sizeOf(leaves.shape));
  collect(name, list, 0, leaves, values, 0);
  const dtype = listDType(leaves, values.length, preferIntegers);
  return upload(leaves.shape, dtype, converted(values, dtype));
}

function listDType({ dtype, numbers, integers }: Leaves, count: number, preferIntegers: boolean): DType {
  if (count === 0) return defaultFloat();
  if (!numbers) return dtype ?? 'bool';
  if (integers && (dtype === undefined ? preferIntegers : dtype !== 'float32' && dtype !== 'float64')) return 'int32';
  return dtype === undefined ? defaultFloat() : promote(dtype, defaultFloat());
}

/** The same values as an engine holds them in `dtype`; the array itself where it is float64. */
export function converted(values: Float64Array, dtype: DType): Elements {
  if (dtype === 'float64') return values;
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values, (value) => (value === 0 ? 0 : 1));
}

/** An array of big integers is none: they are no numbers. */
function isList(x: unknown): x is readonly unknown[] {
  if (Array.isArray(x)) return true;
  return ArrayBuffer.isView(x) && !/^(?:DataView|Big.*)$/.test(kindOf(x));
}

/** 'Map', 'Float64Array', 'Object', ... */
const kindOf = (x: object): string => Object.prototype.toString.call(x).slice('[object '.length, -1);

/** The shape that the first items suggest; `collect` holds the others to it. */
function measure(name: string, item: unknown): number[] {
  const shape: number[] = [];
  while (isList(item)) {
    if (shape.length === 64) throw new NpError(name, 'nestedTooDeep');
    shape.push(item.length);
    item = item[0];
  }
  return isNDArray(item) ? [...shape, ...viewOf(item).shape] : shape;
}

function collect(name: string, item: unknown, depth: number, leaves: Leaves, out: Float64Array, at: number): number {
  const { shape } = leaves;
  if (isList(item)) {
    if (item.length !== shape[depth]) throw ragged(name, shape, depth);
    for (let i = 0; i < item.length; i++) at = collect(name, item[i], depth + 1, leaves, out, at);
    return at;
  }
  if (isNDArray(item)) {
    const view = viewOf(item);
    if (shapeText(view.shape) !== shapeText(shape.slice(depth))) throw ragged(name, shape, depth);
    leaves.dtype = leaves.dtype === undefined ? view.dtype : promote(leaves.dtype, view.dtype);
    out.set(elements(view), at);
    return at + view.size;
  }
  if (typeof item !== 'number' && typeof item !== 'boolean') throw unusable(name, item);
  if (depth !== shape.length) throw ragged(name, shape, depth);
  if (typeof item === 'number') {
    leaves.numbers = true;
    leaves.integers &&= fitsInt32(item);
  } else leaves.dtype ??= 'bool';
  out[at] = Number(item);
  return at + 1;
}

function ragged(name: string, shape: readonly number[], depth: number): NpError {
  return new NpError(name, 'raggedLists', { depth, shape: shapeText(shape) });
}

function unusable(name: string, x: unknown): NpError {
  const kind = typeof x === 'object' && x !== null ? kindOf(x) : 'Object';
  const what = x === null ? 'null' : kind === 'Object' ? typeof x : kind;
  return new NpError(name, 'notAnArray', { what });
}
