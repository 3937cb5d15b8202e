import type { DType } from '../../protocol/value';
import type { Elements } from '../engine';

/** What runtime/kernels/wasm.c exports. Pointers are bytes, everything else counts elements; 0 says that a kernel does not take the types. */
export interface Kernels {
  start(): number;
  unary(op: number, dtype: number, n: number, x: number, step: number, out: number): number;
  // oxfmt-ignore
  binary(op: number, dtype: number, n: number, x: number, xStep: number, y: number, yStep: number, out: number): number;
  // oxfmt-ignore
  transpose(dtype: number, rows: number, columns: number, x: number, row: number, column: number, out: number, outRow: number): number;
  // oxfmt-ignore
  where(dtype: number, n: number, condition: number, conditionStep: number, x: number, xStep: number, y: number, yStep: number, out: number): number;
  // oxfmt-ignore
  clip(dtype: number, n: number, x: number, step: number, low: number, lowStep: number, high: number, highStep: number, out: number): number;
  // oxfmt-ignore
  reduceRows(op: number, dtype: number, rows: number, n: number, x: number, row: number, step: number, out: number): number;
  sumBlocks(dtype: number, n: number, x: number, step: number, sums: number): number;
  total(blocks: number, sums: number): number;
  // oxfmt-ignore
  reduceColumns(op: number, dtype: number, n: number, columns: number, x: number, row: number, out: number, workspace: number): number;
  reduceColumnsWorkspace(op: number, dtype: number, n: number, columns: number): number;
  // oxfmt-ignore
  argReduceRows(op: number, dtype: number, rows: number, n: number, x: number, row: number, step: number, out: number): number;
  // oxfmt-ignore
  momentsRows(dtype: number, rows: number, n: number, x: number, row: number, step: number, mean: number, deviation: number): number;
  // oxfmt-ignore
  matmul(dtype: number, m: number, n: number, k: number, x: number, xRow: number, xColumn: number, y: number, yRow: number, yColumn: number, out: number, workspace: number): number;
  im2col(dtype: number, at: number, x: number, out: number): number;
  col2im(dtype: number, at: number, columns: number, out: number): number;
  pool(op: number, dtype: number, at: number, x: number, out: number, positions: number): number;
  peak(dtype: number, rounds: number): number;
}

/**
 * The kernels and their linear memory. It never grows, so that these views stay valid. What lies from `start` to `end` outlives no
 * call of the engine: every operation lays it out anew. Behind `end` a matrix may stay.
 */
export interface KernelMemory {
  readonly run: Kernels;
  readonly start: number;
  readonly end: number;
  readonly views: Readonly<Record<DType, Elements>>;
}

// Taken when this module loads: code that runs later may replace the globals.
const { Instance } = WebAssembly;

export function startKernels(module: WebAssembly.Module, kept = 0): KernelMemory {
  const exports = new Instance(module).exports as unknown as Kernels & { memory: WebAssembly.Memory };
  const { buffer } = exports.memory;
  return {
    run: exports,
    start: exports.start(),
    end: buffer.byteLength - kept,
    views: {
      float64: new Float64Array(buffer),
      float32: new Float32Array(buffer),
      int32: new Int32Array(buffer),
      bool: new Uint8Array(buffer),
    },
  };
}
