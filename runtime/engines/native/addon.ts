import type { Elements } from '../engine';

/** 1: done. 0: no kernel takes these types. 2: a result does not fit int32. */
type Answer = 0 | 1 | 2;
type Operand = Elements | number;
type Operation<Operands extends unknown[]> = (words: Float64Array, ...operands: Operands) => Answer;

/**
 * What runtime/kernels/addon exports. `words` say what is asked and how the operands are laid out; whatever does not fit them throws a
 * TypeError or RangeError.
 */
export interface NativeAddon {
  /** Instruction-set levels that run on this machine, the best first. */
  readonly levels: readonly string[];
  /** Words: threads, and whether all that can be is shared out. Returns the level in use. */
  configure(words: Float64Array, level?: string): string;
  unary: Operation<[x: Operand, out: Elements]>;
  binary: Operation<[x: Operand, y: Operand, out: Elements]>;
  where: Operation<[condition: Operand, x: Operand, y: Operand, out: Elements]>;
  clip: Operation<[x: Operand, low: Operand, high: Operand, out: Elements]>;
  copy: Operation<[x: Elements, out: Elements]>;
  fill: Operation<[out: Elements]>;
  gather: Operation<[x: Elements, positions: Elements, out: Elements]>;
  scatter: Operation<[out: Elements, positions: Elements, values: Elements]>;
  reduce: Operation<[x: Elements, out: Elements]>;
  argReduce: Operation<[x: Elements, out: Elements]>;
  moments: Operation<[x: Elements, mean: Elements, deviation: Elements]>;
  matmul: Operation<[x: Elements, y: Elements, out: Elements]>;
  im2col: Operation<[x: Elements, out: Elements]>;
  col2im: Operation<[columns: Elements, out: Elements]>;
  pool: Operation<[x: Elements, out: Elements, positions?: Elements]>;
  /** Words: dtype, rounds. */
  peak(words: Float64Array): number;
}
