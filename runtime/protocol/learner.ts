import type { EngineReport } from './engine';
import type { StepFeatures } from './pricing';
import type { DType } from './value';
import type { ExportKind, Script, ScriptResult, ThrownError } from './script';
import type { ArrayValue } from './value';

/** One module of the learner's folder, types already stripped (line and column kept, or mapped by `map`). */
export interface ModuleText {
  /** Path in the learner's folder without extension, e.g. `05-backprop/affine-layer`. */
  path: string;
  /** The learner's own file name, for messages and stack frames. */
  file: string;
  /** A function body over `$import` and `$export`; see `runtime/script/module.ts`. */
  code: string;
  /** A version 3 source map, only where the text could not be stripped in place. */
  map?: string;
}

/** One training run. Labels of the test samples stay with the judge. */
export interface TrainPlan {
  /** Ends in the learner's own training loop; one of its arguments is `{ kind: 'report' }`. */
  script: Script;
  /** What the learner's predictions are asked for at each report. */
  trainProbe: ArrayValue;
  testProbe: ArrayValue;
  totalSteps: number;
  samplesPerStep: number;
  /** Steps between the reports that are posted; the others are dropped, but never the last. */
  reportEvery: number;
}

export type ToLearner =
  /** Evaluate the modules; answer with what the entry module exports. */
  | {
      type: 'load';
      modules: ModuleText[];
      main: string;
      entries: string[];
      defaultFloat: Extract<DType, 'float32' | 'float64'>;
      memoryLimitBytes: number;
    }
  /** Run scripts in order; answer `ran` once per script. */
  | { type: 'run'; scripts: Script[] }
  /** Run the plan's script; answer with `report`s, then `trained` or `trainFailed`. */
  | { type: 'train'; plan: TrainPlan };

/** Output since the last message, and how many characters more there were. */
export interface Printed {
  prints: string;
  printsCut: number;
}

export type FromLearner =
  /** `debugUrl` is where a debugger may attach, if the process was started for one. */
  | { type: 'ready'; debugUrl?: string; engine?: EngineReport }
  /** Output of what runs now, as it comes: of the answer that is awaited next, which does not repeat it. */
  | ({ type: 'printed' } & Printed)
  | ({ type: 'loaded'; exports: [string, ExportKind][] } & Printed)
  | ({ type: 'loadFailed'; error: ThrownError } & Printed)
  | { type: 'ran'; index: number; result: ScriptResult }
  /** What a step asked of the engine, from the first report to the next. */
  | { type: 'stepRecorded'; features: StepFeatures }
  /** The engine's device is gone, and with it all that lay there: nothing more comes. */
  | { type: 'deviceLost'; detail: string }
  /** Scores, one row per sample, from the learner's own `predict` on the two probes. */
  | ({
      type: 'report';
      step: number;
      elapsedMs: number;
      samples: number;
      train: ArrayValue;
      test: ArrayValue;
    } & Printed)
  /** `result`: what the steps of the plan's script returned; what they printed is in `prints`. */
  | ({ type: 'trained'; step: number; elapsedMs: number; result: ScriptResult } & Printed)
  | ({ type: 'trainFailed'; error: ThrownError } & Printed);
