/**
 * Every message between the extension host and its panels. The host keeps the truth: a panel says `ready` when it
 * is loaded or becomes visible again and is answered with a `snapshot`; between snapshots come small changes.
 * Post with `exact(message)` of posted.ts; parse what arrives with the union's parser in parsers.ts.
 */
import type { ExerciseKind } from '../runtime/protocol/exercise';
import type { SourcePlace } from '../runtime/protocol/script';
import type { TrainingPoint, TrainingRun, TrainingState } from '../runtime/protocol/training';
import type { CaseOutcome, GradientVerdict } from '../runtime/protocol/verdict';
import type { RenderedVerdict } from '../runtime/words/rendered';

export type PanelName = 'task' | 'training' | 'gradient';

/** What a panel leaves with `setState`, and its serializer gets back after a reload. */
export interface PanelState {
  exercise: string;
}

// ---- task ----------------------------------------------------------------------------------------------------

export interface TaskView {
  exercise: {
    id: string;
    title: string;
    chapter: string;
    kind: ExerciseKind;
    /** "DLFS 5.6.1" */ book: string[];
  };
  /** The statement, rendered at build time. */
  html: string;
  progress: 'notStarted' | 'attempted' | 'passed' | 'needsLook';
  /** The learner has looked at the solution. */
  peeked: boolean;
  /** Only hints already asked for are here. */
  hints: { shown: { title: string; html: string }[]; total: number };
  /** Tries still to go before the solution may be compared; 0 allows it. */
  compareAfterTries: number;
  next: { id: string; title: string } | null;
  /** Why nothing can be run, if so. */
  blocked: 'untrusted' | 'noWorkspace' | null;
  check: CheckView;
  /** `stale`: the text has changed since. */
  verdict: { rendered: RenderedVerdict; stale: boolean } | null;
}

export type CheckView =
  | { state: 'idle' }
  /** `cases` is empty until the judge has planned them. Names are already in the reader's language. */
  | {
      state: 'running';
      cases: { name: string; visible: boolean; outcome: CaseOutcome | 'running' | 'waiting' }[];
    };

export type ToTask =
  | { type: 'snapshot'; view: TaskView }
  /** Only the fields that changed. */
  | { type: 'changed'; view: Partial<TaskView> };

export type FromTask =
  | { type: 'ready' }
  | { type: 'run' }
  /** `case` is a `RenderedCase.id`. */
  | { type: 'runCase'; case: string }
  | { type: 'cancel' }
  | { type: 'hint' }
  | { type: 'compare' }
  | { type: 'next' }
  | { type: 'goTo'; place: SourcePlace }
  | { type: 'openCode' }
  | { type: 'openExercise'; exercise: string }
  | { type: 'showPanel'; panel: 'gradient' | 'training' }
  | { type: 'showOutput' }
  | { type: 'manageTrust' }
  | { type: 'createWorkspace' };

// ---- training ------------------------------------------------------------------------------------------------

export interface TrainingView {
  exercise: { id: string; title: string };
  run: TrainingRun | null;
  /** Titles of the exercises in `run.standIns`. */
  standIns: string[];
  /** What a step was predicted to take on each engine. */
  predicted: string | null;
  /** Test accuracy to reach. */
  target: number | null;
  /** How it ended, in a sentence: a verdict's headline. */
  result: { pass: boolean; text: string } | null;
  blocked: TaskView['blocked'];
}

export type ToTraining =
  | { type: 'snapshot'; view: TrainingView }
  /** Points added since the last message; ignored unless `run` is the run shown. */
  | { type: 'points'; run: string; points: TrainingPoint[] }
  | { type: 'ended'; run: string; state: TrainingState; result: TrainingView['result'] };

export type FromTraining = { type: 'ready' } | { type: 'cancel' } | { type: 'runAgain' } | { type: 'openTask' };

// ---- gradient ------------------------------------------------------------------------------------------------

export interface GradientView {
  exercise: { id: string; title: string };
  seed: number | null;
  /** With `case` in the reader's language. */
  gradients: GradientVerdict[];
  /** The text has changed since. */
  stale: boolean;
  running: boolean;
  blocked: TaskView['blocked'];
}

export type ToGradient = { type: 'snapshot'; view: GradientView } | { type: 'changed'; view: Partial<GradientView> };

export type FromGradient = { type: 'ready' } | { type: 'run' } | { type: 'openTask' };
