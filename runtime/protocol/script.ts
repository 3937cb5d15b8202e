import type { Value } from './value';

/** What a step is given: data, the live result of an earlier step, or something from the closed catalogue. */
export type Argument =
  | { kind: 'value'; value: Value }
  | { kind: 'step'; step: number }
  /** A function from the public catalogue, e.g. `quadratic(A, b)`; its calls are counted. */
  | { kind: 'catalogue'; name: string; args: Argument[] }
  /** The function that a training loop calls with its step and its `predict`. */
  | { kind: 'report' }
  | { kind: 'list'; items: Argument[] }
  | { kind: 'record'; entries: [string, Argument][] };

export type Step =
  | { op: 'call'; target: string; args: Argument[] }
  | { op: 'construct'; target: string; args: Argument[] }
  | { op: 'method'; on: number; name: string; args: Argument[] }
  | { op: 'get'; on: number; name: string }
  | { op: 'set'; on: number; name: string; value: Argument };

/** A question put to code: a list of steps, run in order, with the seed that `np.random` and `Math.random` start from. */
export interface Script {
  seed: number;
  timeLimitMs: number;
  steps: Step[];
  /** In a gradient check an explicit 'float32' becomes float64. */
  widenFloat32?: boolean;
  /** Made for an engine whose arrays lie on a device: numbers are float32 unless the code says otherwise. */
  inFloat32?: boolean;
}

/** A place in the learner's own text, mapped through type stripping: 1-based line and column. */
export interface SourcePlace {
  file: string;
  line: number;
  column: number;
}

export interface ThrownError {
  name: string;
  message: string;
  /** Innermost first; frames of `np` and the harness are left out. */
  frames: SourcePlace[];
  /** Of an error of np: which message it is and what stands in its gaps, so that it can be said in another language. */
  np?: { where: string; code: string; parameters: Record<string, string | number> };
}

export type Observation =
  | {
      kind: 'returned';
      value: Value;
      /** Indexes of the step's arguments whose contents differ after the call. */
      changed: number[];
      /** Indexes of the step's array arguments whose memory the result shares. */
      shares: number[];
      durationMs: number;
      prints: string;
    }
  | { kind: 'threw'; error: ThrownError; durationMs: number; prints: string }
  | { kind: 'notRun'; because: number };

export interface ScriptResult {
  /** One per step. */
  observations: Observation[];
  /** How often each catalogue function was called, in the order of appearance in the script. */
  calls: number[];
  /** Characters of output that were cut at the cap. */
  printsCut: number;
}

export type ExportKind = 'function' | 'class' | 'missing' | 'other';
