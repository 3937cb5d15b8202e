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

export type TrainingState = 'running' | 'finished' | 'cancelled' | 'failed' | 'interrupted';

/** A training run as the host keeps it: the whole series, on disk at least every second. */
export interface TrainingRun {
  formatVersion: 1;
  id: string;
  exercise: string;
  seed: number;
  engine: string;
  device: string;
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
