import { itemBytes, type DType } from '../protocol/value';
import type { Elements, Storage, Strided } from '../engines/engine';
import { contiguousStrides, isContiguous, sizeOf } from '../engines/layout';
import { NpError, NpMemoryError, shapeText } from './errors';
import { engine, memoryLimit } from './settings';

/** What an array is behind its public face. Several views may look into one storage. */
export class View implements Strided {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly dtype: DType;
  readonly size: number;
  /** Set on broadcast views, where one element stands at many places. */
  readonly readonly: boolean;

  constructor(
    storage: Storage,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
    readonly = false,
  ) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    this.dtype = storage.dtype;
    this.size = sizeOf(shape);
    this.readonly = readonly;
  }
}

/** A new array of zeros in C order; `name` is the function that asks, for the error. */
export function allocate(name: string, shape: readonly number[], dtype: DType): View {
  checkMemory(name, shape, dtype);
  try {
    return new View(engine().alloc(dtype, sizeOf(shape)), 0, shape, contiguousStrides(shape));
  } catch (error) {
    throw noMemory(name, shape, dtype, error);
  }
}

/** A new array in C order that an operation is about to write whole: until then it holds anything. */
export function unwritten(name: string, shape: readonly number[], dtype: DType): View {
  checkMemory(name, shape, dtype);
  try {
    return new View(engine().fresh(dtype, sizeOf(shape)), 0, shape, contiguousStrides(shape));
  } catch (error) {
    throw noMemory(name, shape, dtype, error);
  }
}

/** The same, in the shape of `like`: shapes and strides never change, so arrays may have them in common. */
export function unwrittenLike(name: string, like: View, dtype: DType): View {
  const { size, shape } = like;
  if (size * itemBytes[dtype] > memoryLimit()) checkMemory(name, shape, dtype);
  try {
    const strides = isContiguous(like) ? like.strides : contiguousStrides(shape);
    return new View(engine().fresh(dtype, size), 0, shape, strides);
  } catch (error) {
    throw noMemory(name, shape, dtype, error);
  }
}

/** What the machine has no memory for is an error of the learner's line; anything else is passed on. */
function noMemory(name: string, shape: readonly number[], dtype: DType, error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new NpMemoryError(name, 'noMemory', {
    shape: shapeText(shape),
    dtype,
    size: megabytes(bytesOf(shape, dtype)),
  });
}

/** Before an array is made by other means than `allocate`. */
export function checkMemory(name: string, shape: readonly number[], dtype: DType): void {
  const bytes = bytesOf(shape, dtype);
  if (bytes <= memoryLimit()) return;
  throw new NpMemoryError(name, 'overMemoryLimit', {
    shape: shapeText(shape),
    dtype,
    size: megabytes(bytes),
    limit: megabytes(memoryLimit()),
  });
}

/** The same for numbers outside any engine, and where the machine has no room for them either. */
export function roomFor<Made>(name: string, shape: readonly number[], dtype: DType, make: () => Made): Made {
  checkMemory(name, shape, dtype);
  try {
    return make();
  } catch (error) {
    throw noMemory(name, shape, dtype, error);
  }
}

const bytesOf = (shape: readonly number[], dtype: DType): number => sizeOf(shape) * itemBytes[dtype];

function megabytes(bytes: number): string {
  const count = bytes / 2 ** 20;
  return `${count < 1e15 ? count.toLocaleString('en', { maximumFractionDigits: 1 }) : count.toPrecision(3)} MB`;
}

/** An array over elements in C order, which nobody else writes to. */
export function upload(shape: readonly number[], dtype: DType, elements: Elements): View {
  return new View(engine().upload(dtype, elements), 0, shape, contiguousStrides(shape));
}

/** A single element as an array of rank 0. */
export function scalarView(value: number, dtype: DType): View {
  const view = allocate('np.array', [], dtype);
  engine().fill(value, view);
  return view;
}

/** The elements in C order, for reading only; what lies otherwise is laid out anew, and a broadcast view may be large. */
export function elements(view: View, name = 'reading'): Elements {
  if (!isContiguous(view)) checkMemory(name, view.shape, view.dtype);
  return engine().read(view);
}

/** A copy in C order that shares no memory, cast if need be. */
export function copied(name: string, view: View, dtype: DType = view.dtype): View {
  const out = unwritten(name, view.shape, dtype);
  engine().copy(view, out);
  return out;
}

/** The view itself where its dtype fits already. */
export function cast(name: string, view: View, dtype: DType): View {
  return view.dtype === dtype ? view : copied(name, view, dtype);
}

/** The same elements in C order, copied only where they lie otherwise. */
export function contiguous(name: string, view: View): View {
  return isContiguous(view) ? view : copied(name, view);
}

/** Lowest and highest element that a view reaches; `undefined` where it has none. */
function reach(view: View): [number, number] | undefined {
  if (view.size === 0) return undefined;
  let low = view.offset,
    high = view.offset;
  for (let axis = 0; axis < view.shape.length; axis++) {
    const far = (view.shape[axis] - 1) * view.strides[axis];
    if (far < 0) low += far;
    else high += far;
  }
  return [low, high];
}

/** Whether the ranges of two views meet: they may share an element, or lie between each other's. */
export function mayOverlap(a: View, b: View): boolean {
  if (a.storage !== b.storage) return false;
  const first = reach(a),
    second = reach(b);
  return first !== undefined && second !== undefined && first[0] <= second[1] && second[0] <= first[1];
}

/** x[...] = value, as if `value` had been copied before. Shapes must already be equal. */
export function assign(name: string, target: View, value: View): void {
  if (target.readonly) throw new NpError(name, 'readOnly');
  engine().copy(mayOverlap(target, value) ? copied(name, value) : value, target);
}
