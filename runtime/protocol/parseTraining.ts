import { count, list, real, record, text } from './parse';
import { parsePredictions } from './parsePricing';
import type { TrainingEngine, TrainingPoint } from './training';

export const parsePoint = record<TrainingPoint>({
  step: count,
  elapsedMs: real,
  samples: real,
  trainLoss: real,
  trainAccuracy: real,
  testLoss: real,
  testAccuracy: real,
});

export const trainingEngine = record<TrainingEngine>({
  engine: text,
  device: text,
  predictions: parsePredictions,
  startedMs: real,
  lost: list(record<TrainingEngine['lost'][number]>({ engine: text, detail: text, step: count })),
});
