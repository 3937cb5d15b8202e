import { itemBytes, type DType } from '../../protocol/value';
import type { Elements, PoolOp, Storage, Strided, Window } from '../engine';
import { elementsOf, isFloat } from '../javascript/hostStorage';
import { isContiguous } from '../layout';
import { Loop } from '../javascript/loops';
import { dtypeCodes, poolCodes } from '../kernelCodes';
import { windowSteps } from '../windowSteps';
import type { KernelMemory } from './kernelMemory';
import { move } from './port';

/** Bytes of images, and of what becomes of them, that pass at once: they stay in the second cache. */
const batchBytes = 512 << 10;
/** The kernels' description of a window: fourteen numbers of 32 bits, at the start of their memory. */
const descriptionBytes = 64;

/** Images that pass through the kernels' memory some at a time. */
class Passage {
  readonly memory: KernelMemory;
  readonly code: number;
  readonly view: Elements;
  /** Elements of one image, and of what becomes of it. */
  readonly image: number;
  readonly result: number;
  /** Images at once; none where even one does not fit. */
  readonly batch: number;
  readonly at: number;
  readonly images: number;
  readonly results: number;
  readonly positions: number;
  readonly #bytes: number;
  readonly #described: number[];

  constructor(
    memory: KernelMemory,
    dtype: DType,
    shape: readonly number[],
    window: Window,
    result: number,
    strides: readonly number[],
  ) {
    const [, channels, rows, columns] = shape;
    const { height, width, stride, pad } = window;
    this.memory = memory;
    this.code = dtypeCodes[dtype];
    this.view = memory.views[dtype];
    this.#bytes = itemBytes[dtype];
    this.image = channels * rows * columns;
    this.result = result;
    const eachBytes = this.image * this.#bytes + result * (this.#bytes + 4);
    const most = memory.end - memory.start - descriptionBytes * 4;
    this.batch = eachBytes > most ? 0 : Math.max(1, Math.min(shape[0], Math.floor(batchBytes / eachBytes)));
    this.at = memory.start;
    this.images = memory.start + descriptionBytes;
    this.results = aligned(this.images + this.batch * this.image * this.#bytes);
    this.positions = aligned(this.results + this.batch * result * this.#bytes);
    const down = windowSteps(rows, height, window),
      across = windowSteps(columns, width, window);
    this.#described = [0, channels, rows, columns, ...strides, height, width, stride, pad, down, across];
  }

  /** Calls `visit` with how many images pass, and the number of the first; the kernels find them described. */
  each(images: number, visit: (count: number, first: number) => boolean): boolean {
    if (this.batch === 0) return false;
    for (let first = 0; first < images; first += this.batch) {
      const count = Math.min(this.batch, images - first);
      this.#described[0] = count;
      const { int32 } = this.memory.views;
      for (let i = 0; i < this.#described.length; i++) int32[this.at / 4 + i] = this.#described[i];
      if (!visit(count, first)) return false;
    }
    return true;
  }

  /** Where in the view a pointer leads. */
  place(pointer: number): number {
    return pointer / this.#bytes;
  }
}

const aligned = (pointer: number) => Math.ceil(pointer / 64) * 64;

const cOrder = ([, channels, rows, columns]: readonly number[]) => [
  channels * rows * columns,
  rows * columns,
  columns,
  1,
];

/** Whether each image fills one stretch of memory, in whatever order. */
function areDense({ shape, strides }: Strided): boolean {
  const axes = [1, 2, 3].filter((axis) => shape[axis] > 1).sort((a, b) => strides[a] - strides[b]);
  let expected = 1;
  for (const axis of axes) {
    if (strides[axis] !== expected) return false;
    expected *= shape[axis];
  }
  return true;
}

/** The strides that images have in the kernels' memory: their own where they are brought in as they lie. */
function stridesOf(x: Strided): number[] {
  const inOrder = cOrder(x.shape);
  return areDense(x) ? [inOrder[0], ...x.strides.slice(1)] : inOrder;
}

function bringImages(passage: Passage, x: Strided, first: number, count: number): void {
  const from = elementsOf(x.storage);
  const { view, image } = passage;
  const start = passage.place(passage.images);
  const offset = x.offset + first * x.strides[0];
  if (areDense(x)) {
    if (x.strides[0] === image) return move(from, offset, 1, view, start, count * image);
    for (let i = 0; i < count; i++) move(from, offset + i * x.strides[0], 1, view, start + i * image, image);
    return;
  }
  const loop = new Loop([count, ...x.shape.slice(1)], [x.strides]);
  loop.run([offset], ([at], done) => move(from, at, loop.steps[0], view, start + done, loop.length));
}

export function im2col(memory: KernelMemory, x: Strided, window: Window, out: Storage): boolean {
  const images = x.shape[0];
  if (!isFloat(x.dtype) || out.length === 0) return false;
  const passage = new Passage(memory, x.dtype, x.shape, window, out.length / images, stridesOf(x));
  const to = elementsOf(out);
  return passage.each(images, (count, first) => {
    bringImages(passage, x, first, count);
    if (memory.run.im2col(passage.code, passage.at, passage.images, passage.results) === 0) return false;
    move(passage.view, passage.place(passage.results), 1, to, first * passage.result, count * passage.result);
    return true;
  });
}

export function col2im(
  memory: KernelMemory,
  columns: Strided,
  shape: readonly number[],
  window: Window,
  out: Storage,
): boolean {
  const images = shape[0];
  if (!isFloat(out.dtype) || columns.dtype !== out.dtype || out.length === 0 || !isContiguous(columns)) return false;
  const result = (columns.shape[0] * columns.shape[1]) / images;
  const passage = new Passage(memory, out.dtype, shape, window, result, cOrder(shape));
  const from = elementsOf(columns.storage),
    to = elementsOf(out);
  return passage.each(images, (count, first) => {
    move(from, columns.offset + first * result, 1, passage.view, passage.place(passage.results), count * result);
    if (memory.run.col2im(passage.code, passage.at, passage.results, passage.images) === 0) return false;
    const { image } = passage;
    move(passage.view, passage.place(passage.images), 1, to, first * image, count * image);
    return true;
  });
}

export function pool(
  memory: KernelMemory,
  op: PoolOp,
  x: Strided,
  window: Window,
  out: Storage,
  positions: Storage | undefined,
): boolean {
  const images = x.shape[0];
  if (!isFloat(x.dtype) || out.length === 0) return false;
  const passage = new Passage(memory, x.dtype, x.shape, window, out.length / images, stridesOf(x));
  const to = elementsOf(out),
    found = positions && elementsOf(positions);
  return passage.each(images, (count, first) => {
    bringImages(passage, x, first, count);
    const { code, at, result } = passage;
    const where = found ? passage.positions : 0;
    if (memory.run.pool(poolCodes[op], code, at, passage.images, passage.results, where) === 0) return false;
    move(passage.view, passage.place(passage.results), 1, to, first * result, count * result);
    if (found) move(memory.views.int32, where / 4, 1, found, first * result, count * result);
    return true;
  });
}
