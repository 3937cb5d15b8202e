import type { ArrayValue } from '../protocol/value';

/** Labelled samples: one row each; labels are whole numbers. */
export interface Dataset {
  trainX: ArrayValue;
  trainLabels: ArrayValue;
  testX: ArrayValue;
  testLabels: ArrayValue;
}

/** By a name of `lessons/datasets.yaml`. */
export type Datasets = (name: string) => Promise<Dataset>;
