import { count, real, record } from './parse';
import type { TrainingPoint } from './training';

export const parsePoint = record<TrainingPoint>({
  step: count,
  elapsedMs: real,
  samples: real,
  trainLoss: real,
  trainAccuracy: real,
  testLoss: real,
  testAccuracy: real,
});
