import type { PassedOver } from './engine';
import type { Prediction } from './pricing';
import type { ThrownError, SourcePlace, ExportKind } from './script';
import type { DType, Value, ValueKind } from './value';

export type Outcome = 'pass' | 'fail' | 'notAttempted' | 'error';
export type ErrorReason = 'threw' | 'timedOut' | 'crashed' | 'outOfMemory' | 'cancelled' | 'internal';

/** The first layer of a case that did not hold. Codes and numbers only: prose is `render`'s. */
export type Finding =
  | { code: 'syntax'; message: string }
  /** More characters than anybody's exercise has. */
  | { code: 'tooLong'; limit: number }
  | { code: 'importRefused'; specifier: string; by?: 'require' | 'dynamic' | 'itself' }
  /** A name that a module does not have as a value: a slip, or a type. `exports`: what an own file has instead. */
  | { code: 'noSuchExport'; specifier: string; name: string; exports?: string[] }
  /** What only a module of another kind may say. */
  | { code: 'exportRefused'; written: string }
  | { code: 'missing'; entry: string }
  | { code: 'wrongKind'; entry: string; expected: 'function' | 'class'; found: ExportKind }
  | { code: 'notWritten'; entry: string }
  | { code: 'threw'; error: ThrownError }
  | { code: 'didNotThrow' }
  | { code: 'returnedNothing' }
  /** A property of an object that the code never set. */
  | { code: 'notSet'; name: string }
  | { code: 'wrongType'; expected: ValueKind; found: ValueKind; /** class name, for `opaque` */ type?: string }
  | { code: 'wrongLength'; expected: number; found: number }
  | { code: 'wrongKeys'; missing: string[]; extra: string[] }
  | { code: 'wrongShape'; expected: number[]; found: number[]; /** what gave it, where no case shows */ of?: 'predict' }
  /** An array whose data no size cap lets through: of the right shape and dtype, but nobody can compare it. */
  | { code: 'tooLarge'; shape: number[] }
  | { code: 'wrongDType'; expected: DType; found: DType }
  | { code: 'notFinite'; index: number[]; found: number; expected: number }
  | {
      code: 'wrongValue';
      /** Entries out of tolerance, of how many. */
      differing: number;
      total: number;
      worst: { index: number[]; found: number; expected: number };
      rtol: number;
      atol: number;
    }
  /** A string, bool, null... that should have been another. */
  | { code: 'notEqual' }
  | { code: 'wrongGradient'; tensor: string; maxRelativeError: number; limit: number }
  | { code: 'changedInput'; argument: string }
  | { code: 'calledTimes'; name: string; found: number; limit: number }
  /** A law of the exercise; `law` is a message id of the exercise, when it has one. */
  | { code: 'law'; law?: string }
  | { code: 'constraint'; rule: string; limit: string; found: string }
  | { code: 'notDeterministic' }
  /** A training loop that never called `report`: there is nothing to measure. */
  | { code: 'neverReported' }
  /** Steps must be reported once each, in order, up to the run's last. */
  | { code: 'stepsOutOfOrder'; step: number; after: number }
  | { code: 'stoppedEarly'; step: number; total: number }
  /** What was reported last is not what the net says that the training returned; `answers`: it comes to the same answers. */
  | { code: 'otherNet'; answers?: 'same' }
  | { code: 'belowTarget'; metric: 'testAccuracy' | 'trainAccuracy'; target: number; found: number };

/** What the learner is shown of a failing case. It was random (or public), so it gives nothing away. */
export interface Evidence {
  /** The question as code, e.g. `Affine(W, b).forward(x)`. */
  call: string;
  inputs: { name: string; value: Value }[];
  /** Where in the result: `''`, `dW`, `[1]`. */
  path: string;
  yours?: Value;
  expected?: Value;
  /** Absolute and relative tolerance of the comparison. */
  rtol: number;
  atol: number;
}

export interface Failure {
  finding: Finding;
  /** An input that the code changed in place, beside what the finding says. */
  alsoChanged?: string;
  /** A known mistake of the exercise that gives the very same outputs: a message id. */
  mistake?: string;
  place?: SourcePlace;
  evidence?: Evidence;
  /** The seed of the failing draw, for hidden cases. */
  seed?: number;
}

export type CaseOutcome = 'pass' | 'fail' | 'error' | 'skipped';

export interface CaseVerdict {
  /** The author's English name; translations are in the exercise's messages under `cases`. */
  name: string;
  entry: string;
  visible: boolean;
  outcome: CaseOutcome;
  durationMs: number;
  failure?: Failure;
  prints: string;
}

/** Analytic against numeric, entry by entry. */
export interface GradientVerdict {
  case: string;
  tensor: string;
  shape: number[];
  analytic: number[];
  numeric: number[];
  /** |a - n| / max(|a|, |n|) per entry, 0 against 0 being 0. */
  relativeError: number[];
  /** ||a - n|| / max(||a||, ||n||) over the tensor: what passes or fails. */
  maxRelativeError: number;
  limit: number;
  pass: boolean;
}

export interface Metrics {
  steps: number;
  trainLoss: number;
  trainAccuracy: number;
  testLoss: number;
  testAccuracy: number;
  elapsedMs: number;
  samplesPerSecond: number;
}

export interface Verdict {
  formatVersion: 1;
  exercise: string;
  exerciseVersion: number;
  /** SHA-256 of the text that was judged, hex. */
  textHash: string;
  /** The editor's document version, when the request named one. */
  documentVersion?: number;
  seed: number;
  /** The cases that were asked for: the verdict is on those, not on the exercise. */
  only?: string[];
  outcome: Outcome;
  /** Present when `outcome` is `error`. */
  error?: { reason: ErrorReason; detail?: string; thrown?: ThrownError; place?: SourcePlace };
  cases: CaseVerdict[];
  /** Index of the first failing case in the author's order. */
  headline?: number;
  /** Present where no case could run: load failures and whole-file constraints. */
  failure?: Failure;
  gradients: GradientVerdict[];
  metrics?: Metrics;
  standIns: string[];
  /** Those of them of which the learner has no file. */
  withoutFile?: string[];
  /** Output at load, before any case. */
  prints: string;
  printsCut: number;
  peakMemoryBytes: number;
  engine: string;
  device: string;
  /** Engines that would have come first. */
  passedOver?: PassedOver[];
  /** What a step of the training was predicted to take: on the engine in use, and then on the others. */
  predictions?: Prediction[];
  durationMs: number;
}
