import type { DType } from '../../protocol/value';
import type { BinaryOp, Engine, Input, Storage, Strided, UnaryOp } from '../engine';
import { isContiguous, sizeOf } from '../javascript/hostStorage';
import { Loop } from '../javascript/loops';
import type { CallGroup, CallKind, Form, ProductGroup, StepFeatures } from './features';

export interface Recorder {
  /** In the place of the recorded engine while a step is recorded: storages are the same, so it comes and goes between two calls. */
  readonly engine: Engine;
  features(): StepFeatures;
}

/** Writes down what is asked of `engine`, which computes as ever. */
export function recorder(engine: Engine): Recorder {
  const book = new Book();
  const walk = (kind: CallKind, shape: readonly number[], inputs: readonly Input[], out: Storage | Strided) =>
    book.call(kind, layoutOf(shape, inputs, out), inputs, out);
  const fold = (kind: CallKind, x: Strided, out: Storage) => book.call(kind, foldedLayout(x, out.length), [x], out);
  const run = (kind: CallKind, size: number, rows: number, inputs: readonly Input[], out: Storage | Strided) =>
    book.call(kind, { form: 'whole', size, rows }, inputs, out);

  const recording: Engine = {
    alloc: (dtype, length) => {
      const out = engine.alloc(dtype, length);
      run('zeros', length, 1, [], out);
      return out;
    },
    fresh: (dtype, length) => engine.fresh(dtype, length),
    upload: (dtype, elements) => {
      const out = engine.upload(dtype, elements);
      run('upload', elements.length, 1, [], out);
      return out;
    },
    read: (x) => {
      walk('read', x.shape, [x], x);
      return engine.read(x);
    },
    readOne: (storage, index) => {
      run('read', 1, 1, [], { storage, offset: index, shape: [], strides: [], dtype: storage.dtype });
      return engine.readOne(storage, index);
    },
    release: (storage) => engine.release(storage),
    flush: () => engine.flush(),
    stats: () => engine.stats(),
    capabilities: () => engine.capabilities(),

    fill: (value, out) => {
      walk('fill', out.shape, [], out);
      engine.fill(value, out);
    },
    iota: (out, start, step) => {
      run('fill', out.length, 1, [], out);
      engine.iota(out, start, step);
    },
    copy: (x, out) => {
      walk('copy', out.shape, [x], out);
      engine.copy(x, out);
    },
    gather: (x, rank, positions, out) => {
      run('gather', out.length, positions.length, [], out);
      engine.gather(x, rank, positions, out);
    },
    scatter: (mode, out, rank, positions, values) => {
      const size = positions.length * sizeOf(out.shape.slice(rank));
      run('scatter', size, positions.length, [values], out);
      engine.scatter(mode, out, rank, positions, values);
    },
    takeAlong: (x, axis, index, out) => {
      run('takeAlong', out.length, 1, [x, index], out);
      engine.takeAlong(x, axis, index, out);
    },
    compress: (x, mask, out) => {
      run('compress', sizeOf(x.shape), 1, [x, mask], out);
      engine.compress(x, mask, out);
    },
    where: (condition, x, y, out) => {
      walk('where', condition.shape, [condition, x, y], out);
      engine.where(condition, x, y, out);
    },
    unary: (op, x, out) => {
      walk(unaryKind(op), x.shape, [x], out);
      engine.unary(op, x, out);
    },
    binary: (op, x, y, shape, out) => {
      walk(binaryKind(op), shape, [x, y], out);
      engine.binary(op, x, y, shape, out);
    },
    clip: (x, low, high, out) => {
      walk('clip', x.shape, [x, low, high], out);
      engine.clip(x, low, high, out);
    },
    reduce: (op, x, rank, out) => {
      fold('reduce', x, out);
      engine.reduce(op, x, rank, out);
    },
    argReduce: (op, x, rank, out) => {
      fold('argReduce', x, out);
      engine.argReduce(op, x, rank, out);
    },
    scan: (op, x, out) => {
      walk('scan', x.shape, [x], out);
      engine.scan(op, x, out);
    },
    sort: (x, what, out) => {
      walk('sort', x.shape, [x], out);
      engine.sort(x, what, out);
    },
    moments: (x, rank, mean, deviation) => {
      fold('moments', x, mean);
      engine.moments(x, rank, mean, deviation);
    },
    matmul: (x, y, out) => {
      book.product(x, y, out);
      engine.matmul(x, y, out);
    },
    im2col: (x, window, out) => {
      run('im2col', out.length, 1, [x], out);
      engine.im2col(x, window, out);
    },
    col2im: (columns, shape, window, out) => {
      run('col2im', sizeOf(columns.shape), 1, [columns], out);
      engine.col2im(columns, shape, window, out);
    },
    pool: (op, x, window, out, positions) => {
      run('pool', sizeOf(x.shape), 1, [x], out);
      engine.pool(op, x, window, out, positions);
    },
  };
  return { engine: recording, features: () => book.features() };
}

interface CallLayout {
  form: Form;
  size: number;
  rows: number;
}

/** More groups than a net has: a loop over ever other sizes is written down more coarsely from there. */
const mostGroups = 500;

class Book {
  readonly #calls = new Map<string, CallGroup>();
  readonly #products = new Map<string, ProductGroup>();
  // Weak: what the learner lets go of may go while it is recorded.
  readonly #seen = new WeakSet<Storage>();
  #workingSetBytes = 0;

  call(kind: CallKind, layout: CallLayout, inputs: readonly Input[], out: Storage | Strided): void {
    const { form } = layout;
    let { size, rows } = layout;
    if (size === 0) return;
    let bytes = this.#touch(out, size);
    for (const input of inputs) if (typeof input !== 'number' && input !== out) bytes += this.#touch(input, size);
    if (this.#calls.size >= mostGroups) [size, rows, bytes] = [roundedUp(size), roundedUp(rows), roundedUp(bytes)];
    count(this.#calls, `${kind} ${form} ${size} ${rows} ${bytes}`, () => ({ kind, form, size, rows, bytes, count: 0 }));
  }

  product(x: Strided, y: Strided, out: Storage): void {
    const rank = x.shape.length;
    const k = x.shape[rank - 1]!,
      n = y.shape[rank - 1]!;
    if (out.length * k === 0) return;
    const m = x.shape[rank - 2]!,
      batch = out.length / (m * n);
    const across = (matrix: Strided) => isAcross(matrix.strides[rank - 1]!, matrix.shape[rank - 1]!);
    const transposed = across(x) ? (across(y) ? 'both' : 'x') : across(y) ? 'y' : 'none';
    const bytes = this.#touch(x, batch * m * k) + this.#touch(y, batch * k * n) + this.#touch(out, out.length);
    const key = `${batch} ${m} ${k} ${n} ${transposed} ${bytes}`;
    count(this.#products, key, () => ({ batch, m, k, n, transposed, bytes, count: 0 }));
  }

  features(): StepFeatures {
    return {
      calls: [...this.#calls.values()],
      products: [...this.#products.values()],
      workingSetBytes: this.#workingSetBytes,
    };
  }

  /** Bytes of `x` that a walk over `size` positions meets: an axis that is broadcast meets the same ones again. */
  #touch(x: Storage | Strided, size: number): number {
    const [storage, length] = 'storage' in x ? [x.storage, Math.min(size, distinct(x))] : [x, x.length];
    if (!this.#seen.has(storage)) {
      this.#seen.add(storage);
      this.#workingSetBytes += storage.length * bytesPerElement[storage.dtype];
    }
    return length * bytesPerElement[storage.dtype];
  }
}

function count<T extends { count: number }>(groups: Map<string, T>, key: string, make: () => T): void {
  let group = groups.get(key);
  if (!group) groups.set(key, (group = make()));
  group.count++;
}

const bytesPerElement: Record<DType, number> = { float64: 8, float32: 4, int32: 4, bool: 1 };
const roundedUp = (value: number): number => 2 ** Math.ceil(Math.log2(value));
const isAcross = (stride: number, length: number): boolean => length > 1 && stride !== 1 && stride !== 0;

function distinct({ shape, strides }: Strided): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) if (strides[axis] !== 0) size *= shape[axis]!;
  return size;
}

function layoutOf(shape: readonly number[], inputs: readonly Input[], out: Storage | Strided): CallLayout {
  const arrays = inputs.filter((input) => typeof input !== 'number');
  if ('storage' in out) arrays.push(out);
  const size = sizeOf(shape);
  if (arrays.every(isContiguous)) return { form: 'whole', size, rows: 1 };
  const loop = new Loop(shape, [...arrays.map(({ strides }) => strides), inOrderStrides(shape)]);
  const rows = size / loop.length;
  const form = loop.steps.some((step) => isAcross(step, loop.length)) ? 'across' : rows > 1 ? 'rows' : 'whole';
  return { form, size, rows };
}

/** The result is written in order, whatever the operands do. */
const inOrderStrides = (shape: readonly number[]): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** A fold begins anew with every result. */
function foldedLayout(x: Strided, results: number): CallLayout {
  const size = sizeOf(x.shape);
  const loop = new Loop(x.shape, [x.strides]);
  const rows = Math.max(results, size / loop.length);
  if (isAcross(loop.steps[0]!, loop.length)) return { form: 'across', size, rows };
  return { form: rows === 1 ? 'whole' : isContiguous(x) ? 'rows' : 'blocks', size, rows };
}

function unaryKind(op: UnaryOp): CallKind {
  switch (op) {
    case 'exp':
    case 'log':
    case 'tanh':
      return op;
    case 'negative':
    case 'abs':
    case 'sign':
    case 'square':
    case 'sqrt':
    case 'floor':
    case 'ceil':
    case 'rint':
      return 'arithmetic';
    case 'isnan':
    case 'isinf':
    case 'isfinite':
    case 'logicalNot':
      return 'compare';
    case 'expm1':
    case 'log1p':
    case 'log2':
    case 'log10':
    case 'sin':
    case 'cos':
    case 'tan':
      return 'function';
    default:
      return op satisfies never;
  }
}

function binaryKind(op: BinaryOp): CallKind {
  switch (op) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'maximum':
    case 'minimum':
      return 'arithmetic';
    case 'floorDivide':
    case 'mod':
    case 'power':
      return 'power';
    case 'equal':
    case 'notEqual':
    case 'less':
    case 'lessEqual':
    case 'greater':
    case 'greaterEqual':
    case 'logicalAnd':
    case 'logicalOr':
    case 'logicalXor':
      return 'compare';
    default:
      return op satisfies never;
  }
}
