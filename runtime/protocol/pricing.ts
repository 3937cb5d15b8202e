import type { PassedOver } from './engine';

/** What takes equally long, element by element, is of one kind; each is measured by one primitive that stands for it. */
export const callKinds = [
  'arithmetic',
  'compare',
  'exp',
  'log',
  'tanh',
  'function',
  'power',
  'where',
  'clip',
  'fill',
  'copy',
  'reduce',
  'argReduce',
  'scan',
  'sort',
  'moments',
  'gather',
  'scatter',
  'takeAlong',
  'compress',
  'im2col',
  'col2im',
  'pool',
  'zeros',
  'upload',
  'read',
] as const;

export type CallKind = (typeof callKinds)[number];

/**
 * `whole`: in one run through memory. `rows`: in many. `blocks`: what is folded lies in several runs. `across`: some operand is
 * read against the order in which it lies.
 */
export type Form = 'whole' | 'rows' | 'blocks' | 'across';

/** Which operands of a call hold float64: a device has none of them, and leaves the call to the processor. */
export type Float64 = 'none' | 'some' | 'all';

/** Calls of one kind and size. */
export interface CallGroup {
  kind: CallKind;
  form: Form;
  /** Elements that are walked: of the result, or of what is folded up. */
  size: number;
  /** Runs that they fall into; of a lookup, the positions. */
  rows: number;
  float64: Float64;
  /** Read and written by one call. */
  bytes: number;
  /** How many such calls; no whole number where several steps were recorded together. */
  count: number;
}

/** Products of `batch` matrices: (m, k) @ (k, n). */
export interface ProductGroup {
  batch: number;
  m: number;
  k: number;
  n: number;
  /** Which factor comes transposed. */
  transposed: 'x' | 'y' | 'both' | 'none';
  float64: Float64;
  bytes: number;
  count: number;
}

/** What one step of training asks of an engine, whichever it is. */
export interface StepFeatures {
  calls: CallGroup[];
  products: ProductGroup[];
  /** All storages that a step touches, together: what does not fit a cache comes from further away. */
  workingSetBytes: number;
}

/** What an engine takes on this machine, in milliseconds. */
export interface EngineFigures {
  engine: string;
  device: string;
  /** To add 1,000 numbers to 1,000 others. */
  sumMs: number;
  /** To multiply two matrices of 256 x 256. */
  productMs: number;
  /** Until a process with it can begin. */
  readyMs: number;
}

/** The engines of this machine that training may take, and those that it cannot. */
export interface EngineSurvey {
  measured: EngineFigures[];
  absent: PassedOver[];
}

/** What a step is going to take on an engine, by what its calls cost on this machine. */
export interface Prediction {
  engine: string;
  msPerStep: number;
  /** Milliseconds until a process with this engine can begin. */
  readyMs: number;
}
