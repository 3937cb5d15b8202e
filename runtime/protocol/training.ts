import type { Prediction } from './pricing';

/** One plotted point; every number is computed by the judge from the learner's predictions. */
export interface TrainingPoint {
  step: number;
  /** Milliseconds since training began. */
  elapsedMs: number;
  /** Training samples seen so far. */
  samples: number;
  trainLoss: number;
  trainAccuracy: number;
  testLoss: number;
  testAccuracy: number;
}

/** What computes a run. */
export interface TrainingEngine {
  engine: string;
  device: string;
  /** The engine in use first, then the others by what was predicted; none where nothing was measured. */
  predictions: Prediction[];
  /** How long the run had taken when it began on this engine. */
  startedMs: number;
  /** Engines whose device went in the middle of this run, and the last step that was drawn by then. */
  lost: { engine: string; detail: string; step: number }[];
}

export type TrainingState = 'running' | 'finished' | 'cancelled' | 'failed' | 'interrupted';

/** A training run as the host keeps it: the whole series, on disk at least every second. */
export interface TrainingRun {
  formatVersion: 1;
  id: string;
  exercise: string;
  seed: number;
  /** As it is now; a run that has just begun has none yet. */
  on?: TrainingEngine;
  /** The engine that is being measured before the run begins, once on a machine. */
  measuring?: string;
  /** ISO 8601. */
  startedAt: string;
  totalSteps: number;
  state: TrainingState;
  /** Exercises whose reference stood in for the learner's own layer. */
  standIns: string[];
  /** Test accuracy to reach, where the exercise asks for one. */
  target?: number;
  points: TrainingPoint[];
}
