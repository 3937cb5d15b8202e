import type { DType } from '../../protocol/value';
import type { Elements, Engine, Input, Strided } from '../engine';
import { HostStorage, inOrder, isFloat } from '../javascript/hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { createJavaScriptEngine } from '../javascript/javascriptEngine';
import type { NativeAddon } from './addon';
import { binary, clip, unary, where } from './elementwise';
import { copy, fill, gather, scatter } from './movement';
import { col2im, im2col, matmul, pool } from './nets';
import { argReduce, moments, reduce } from './reduce';
import { fits, Words } from './words';

export interface NativeOptions {
  addon: NativeAddon;
  /** Memory that will be written whole before it is read. */
  fresh: (dtype: DType, length: number) => Elements;
  threads: number;
  /** An instruction-set level below the best of this machine. */
  level?: string;
  /** Shares even the smallest work out: slower, but it shows that the results are the same. */
  eager?: boolean;
}

/**
 * Elements from which on the addon is quicker than a plain loop, by measurement: a call costs 0.35 microseconds, as much as 150
 * simple operations on a row; anything else costs a loop more, from its start. Of products, the multiplications count.
 */
const least = { row: 144, strided: 96, moved: 48, folded: 32, function: 24, product: 24 };
const dear: ReadonlySet<string> = new Set(['exp', 'log', 'tanh']);

/** The kernels as machine code, on the arrays where they lie; small arrays and what the kernels do not take stay in JavaScript. */
export function createNativeEngine({ addon, fresh, threads, level, eager = false }: NativeOptions): Engine {
  const plain = createJavaScriptEngine();
  const words = new Words();
  const used = addon.configure(words.begin().put(threads).put(Number(eager)).block, level);
  // In an array of its own: each new value of a plain variable would be an object, once it is a large number.
  const largeBytes = new Float64Array(1);
  let fallbacks = 0;

  const keep = (dtype: DType, elements: Elements) => {
    largeBytes[0] += elements.byteLength;
    return new HostStorage(dtype, elements);
  };
  /** Counts what the addon was asked in vain. */
  const taken = (done: boolean): boolean => {
    if (!done) fallbacks++;
    return done;
  };

  const copiedInOrder = (x: Strided, dtype: DType): Strided => {
    const out = inOrder(keep(dtype, fresh(dtype, sizeOf(x.shape))), x.shape);
    copied(x, out);
    return out;
  };
  /** Long rows that are read across lines of the cache are turned first. */
  const lined = (x: Strided): Strided => {
    const last = x.shape.length - 1;
    const across = last > 0 && x.shape[last] > 1 && x.strides[last] !== 1 && x.strides[last] !== 0;
    return across && sizeOf(x.shape) >= 4096 && !isSpread(x) ? copiedInOrder(x, x.dtype) : x;
  };
  const linedInput = (x: Input): Input => (typeof x === 'number' ? x : lined(x));
  const pays = (size: number, ...inputs: Input[]): boolean =>
    size >= least.row || (size >= least.strided && inputs.some(isStrided));

  const copied: Engine['copy'] = (x, out) => {
    if (sizeOf(x.shape) >= least.moved && fits(x.shape) && taken(copy(addon, words, x, out))) return;
    plain.copy(x, out);
  };

  return {
    ...plain,
    fresh: (dtype, length) => (length < least.row ? plain.alloc(dtype, length) : keep(dtype, fresh(dtype, length))),
    upload: keep,
    read: (x) => plain.read(isContiguous(x) ? x : copiedInOrder(x, x.dtype)),
    stats: () => ({ allocatedBytes: plain.stats().allocatedBytes + largeBytes[0], fallbacks }),
    capabilities: () => ({
      name: 'native',
      device: `${used}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      dtypes: ['float32', 'float64', 'int32', 'bool'],
      missing: ['iota', 'takeAlong', 'compress', 'scan', 'sort'],
    }),

    copy: copied,
    fill: (value, out) => {
      if (sizeOf(out.shape) >= least.row && fits(out.shape) && taken(fill(addon, words, value, out))) return;
      plain.fill(value, out);
    },
    gather: (x, rank, positions, out) => {
      if (out.length >= least.moved && taken(gather(addon, words, x, rank, positions, out))) return;
      plain.gather(x, rank, positions, out);
    },
    scatter: (mode, out, rank, positions, values) => {
      if (positions.length >= least.moved && taken(scatter(addon, words, mode, out, rank, positions, values))) return;
      plain.scatter(mode, out, rank, positions, values);
    },
    where: (condition, x, y, out) => {
      const enough = out.length >= least.folded && fits(condition.shape);
      if (enough && taken(where(addon, words, lined(condition), linedInput(x), linedInput(y), out))) return;
      plain.where(condition, x, y, out);
    },
    unary: (op, x, out) => {
      const enough = dear.has(op) ? out.length >= least.function : pays(out.length, x);
      if (enough && fits(x.shape) && taken(unary(addon, words, op, lined(x), out))) return;
      plain.unary(op, x, out);
    },
    binary: (op, x, y, shape, out) => {
      if (
        pays(out.length, x, y) &&
        fits(shape) &&
        taken(binary(addon, words, op, linedInput(x), linedInput(y), shape, out))
      )
        return;
      plain.binary(op, x, y, shape, out);
    },
    clip: (x, low, high, out) => {
      const enough = out.length >= least.folded && fits(x.shape);
      if (enough && taken(clip(addon, words, lined(x), linedInput(low), linedInput(high), out))) return;
      plain.clip(x, low, high, out);
    },

    reduce: (op, x, rank, out) => {
      if (folds(x) && taken(reduce(addon, words, op, x, rank, out))) return;
      plain.reduce(op, x, rank, out);
    },
    argReduce: (op, x, rank, out) => {
      if (folds(x) && taken(argReduce(addon, words, op, x, rank, out))) return;
      plain.argReduce(op, x, rank, out);
    },
    moments: (x, rank, mean, deviation) => {
      if (folds(x) && taken(moments(addon, words, x, rank, mean, deviation))) return;
      plain.moments(x, rank, mean, deviation);
    },

    matmul: (x, y, out) => {
      const size = out.length * x.shape[x.shape.length - 1];
      if (isFloat(out.dtype) && size >= least.product && x.shape.length <= 14) {
        const a = x.dtype === out.dtype && isMatrix(x) ? x : copiedInOrder(x, out.dtype);
        const b = y.dtype === out.dtype && isMatrix(y) ? y : copiedInOrder(y, out.dtype);
        if (taken(matmul(addon, words, a, b, out))) return;
      }
      plain.matmul(x, y, out);
    },
    im2col: (x, window, out) => {
      if (out.length >= least.folded && taken(im2col(addon, words, x, window, out))) return;
      plain.im2col(x, window, out);
    },
    col2im: (columns, shape, window, out) => {
      const dense = isContiguous(columns) ? columns : copiedInOrder(columns, columns.dtype);
      if (out.length >= least.folded && taken(col2im(addon, words, dense, shape, window, out))) return;
      plain.col2im(dense, shape, window, out);
    },
    pool: (op, x, window, out, positions) => {
      if (out.length >= least.folded && taken(pool(addon, words, op, x, window, out, positions))) return;
      plain.pool(op, x, window, out, positions);
    },
  };
}

const folds = (x: Strided): boolean => sizeOf(x.shape) >= least.folded && fits(x.shape);
const isStrided = (x: Input): boolean => typeof x === 'object' && !isContiguous(x);

/** A broadcast view stands for more elements than it has. */
const isSpread = ({ shape, strides }: Strided): boolean =>
  strides.some((stride, axis) => stride === 0 && shape[axis] > 1);

/** Whether one of the last two axes lies close. */
function isMatrix({ shape, strides }: Strided): boolean {
  const rank = shape.length;
  return strides[rank - 1] === 1 || strides[rank - 2] === 1 || shape[rank - 1] === 1 || shape[rank - 2] === 1;
}
