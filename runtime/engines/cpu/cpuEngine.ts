import type { DType } from '../../protocol/value';
import type { Elements, Engine } from '../engine';
import { createJavaScriptEngine } from '../javascript/javascriptEngine';
import { HostStorage, newElements } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import { binary, clip, unary, where } from './elementwise';
import { startKernels, type KernelMemory } from './kernelMemory';
import { matmul } from './matmul';
import { copy } from './movement';
import { argReduce, moments, reduce } from './reduce';
import { Resident } from './resident';
import { col2im, im2col, pool } from './windows';

// Taken when this module loads: code that runs later may replace the globals.
const { CompileError } = WebAssembly;

/**
 * From how many elements on (multiplications, for a product) the kernels are quicker than a loop in JavaScript, copies to and fro
 * included, by measurement in float64; in float32 it is about half as many. Memory that nobody clears takes longer to ask for.
 */
const worthwhile = {
  arithmetic: 256,
  functions: 96,
  reduce: 256,
  copy: 512,
  windows: 256,
  multiplications: 512,
  fresh: 4096,
};
const slowInJavaScript = new Set(['exp', 'log', 'tanh', 'rint', 'sign']);

/**
 * Plain JavaScript for small arrays and whatever no kernel takes; the kernels, as WebAssembly, for the rest. `compile` is asked once,
 * when the first large operation comes: most checks never have one. `fresh` makes memory that will be written whole before it is read.
 */
export function createCpuEngine(
  compile: () => WebAssembly.Module,
  fresh: (dtype: DType, length: number) => Elements = newElements,
): Engine {
  const plain = createJavaScriptEngine();
  let freshBytes = 0;
  let memory: KernelMemory | 'none' | undefined;
  let resident: Resident | undefined;
  /** `undefined` where this machine's WebAssembly lacks vectors: then plain JavaScript serves alone. */
  const kernels = (): KernelMemory | undefined => {
    memory ??= started(compile);
    return memory === 'none' ? undefined : memory;
  };
  /** Whether the kernels did it. */
  const by = (large: boolean, compute: (kernels: KernelMemory) => boolean): boolean => {
    const found = large ? kernels() : undefined;
    return found !== undefined && compute(found);
  };
  return {
    ...plain,
    fresh: (dtype, length) => {
      if (length < worthwhile.fresh) return plain.fresh(dtype, length);
      const elements = fresh(dtype, length);
      freshBytes += elements.byteLength;
      return new HostStorage(dtype, elements);
    },
    stats: () => ({ allocatedBytes: plain.stats().allocatedBytes + freshBytes, fallbacks: 0 }),
    capabilities: () => ({ ...plain.capabilities(), name: 'cpu' }),
    unary: (op, x, out) => {
      const least = slowInJavaScript.has(op) ? worthwhile.functions : worthwhile.arithmetic;
      if (out.length < least || !by(true, (it) => unary(it, op, x, out))) plain.unary(op, x, out);
    },
    binary: (op, x, y, shape, out) => {
      if (out.length < worthwhile.arithmetic || !by(true, (it) => binary(it, op, x, y, shape, out)))
        plain.binary(op, x, y, shape, out);
    },
    where: (condition, x, y, out) => {
      if (!by(out.length >= worthwhile.arithmetic, (it) => where(it, condition, x, y, out)))
        plain.where(condition, x, y, out);
    },
    clip: (x, low, high, out) => {
      if (!by(out.length >= worthwhile.arithmetic, (it) => clip(it, x, low, high, out))) plain.clip(x, low, high, out);
    },
    fill: (value, out) => {
      if (sizeOf(out.shape) === 1) resident?.changed(out.storage, out.offset, value);
      else resident?.forget(out.storage);
      plain.fill(value, out);
    },
    scatter: (mode, out, rank, positions, values) => {
      resident?.forget(out.storage);
      plain.scatter(mode, out, rank, positions, values);
    },
    copy: (x, out) => {
      resident?.forget(out.storage);
      if (!by(sizeOf(x.shape) >= worthwhile.copy, (it) => copy(it, x, out))) plain.copy(x, out);
    },
    reduce: (op, x, rank, out) => {
      if (!by(sizeOf(x.shape) >= worthwhile.reduce, (it) => reduce(it, op, x, rank, out)))
        plain.reduce(op, x, rank, out);
    },
    argReduce: (op, x, rank, out) => {
      if (!by(sizeOf(x.shape) >= worthwhile.reduce, (it) => argReduce(it, op, x, rank, out)))
        plain.argReduce(op, x, rank, out);
    },
    moments: (x, rank, mean, deviation) => {
      if (!by(sizeOf(x.shape) >= worthwhile.reduce, (it) => moments(it, x, rank, mean, deviation)))
        plain.moments(x, rank, mean, deviation);
    },
    matmul: (x, y, out) => {
      const large = out.length * x.shape[x.shape.length - 1] >= worthwhile.multiplications;
      if (!by(large, (it) => matmul(it, (resident ??= new Resident(it)), x, y, out))) plain.matmul(x, y, out);
    },
    im2col: (x, window, out) => {
      if (!by(out.length >= worthwhile.windows, (it) => im2col(it, x, window, out))) plain.im2col(x, window, out);
    },
    col2im: (columns, shape, window, out) => {
      if (!by(sizeOf(columns.shape) >= worthwhile.windows, (it) => col2im(it, columns, shape, window, out)))
        plain.col2im(columns, shape, window, out);
    },
    pool: (op, x, window, out, positions) => {
      if (!by(sizeOf(x.shape) >= worthwhile.windows, (it) => pool(it, op, x, window, out, positions)))
        plain.pool(op, x, window, out, positions);
    },
  };
}

function started(compile: () => WebAssembly.Module): KernelMemory | 'none' {
  try {
    return startKernels(compile(), Resident.bytes);
  } catch (error) {
    if (error instanceof CompileError) return 'none';
    throw error;
  }
}
