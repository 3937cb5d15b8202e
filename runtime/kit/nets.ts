import * as np from '../np/np';
import type { NDArray } from '../np/np';
import type { Samples } from './checks';
import type { Draw } from './draw';

/** The net relu(x W1 + b1) W2 + b2. */
export interface TwoLayers {
  W1: NDArray;
  b1: NDArray;
  W2: NDArray;
  b2: NDArray;
}

export const twoLayers = (d: Draw, inputs: number, hidden: number, classes: number): TwoLayers => ({
  W1: d.normal([inputs, hidden]),
  b1: d.normal([hidden]),
  W2: d.normal([hidden, classes]),
  b2: d.normal([classes]),
});

export const scoresOf = ({ W1, b1, W2, b2 }: TwoLayers, x: NDArray): NDArray =>
  np.add(np.matmul(np.maximum(np.add(np.matmul(x, W1), b1), 0), W2), b2);

/** The share of rows whose largest score is that of their label. */
export const accuracy = (scores: NDArray, t: NDArray): number => np.mean(np.equal(np.argmax(scores, 1), t));

/** Rows of a matrix in which anything is another than before. */
export const changedRows = (before: NDArray, after: NDArray): number => np.sum(np.any(np.not_equal(after, before), 1));

/** Within a tenth of what is wanted. */
export const near = (found: number, wanted: number): boolean => Math.abs(found / wanted - 1) < 0.1;

/** Points around (1, -2), none closer than 0.5 to a line through that place; class 1 lies in the direction `angle`. */
export function partedByLine(d: Draw, count: number, angle: number): Samples {
  const u = np.array([Math.cos(angle), Math.sin(angle)]);
  const x = d.normal([count, 2]);
  const side = np.where(np.greater(np.matmul(x, u), 0), 1, -1);
  const gap = np.multiply(np.expand_dims(side, 1), np.multiply(u, 0.5));
  return { x: np.add(np.add(x, gap), np.array([1, -2])), t: np.where(np.greater(side, 0), 1, 0) };
}

/** The same image N times: whatever is drawn, a batch of them is the same. */
export const alike = (d: Draw, N: number, inputs: number, classes: number): Samples => ({
  x: np.repeat(d.normal([1, inputs]), N, 0),
  t: np.repeat(d.labels(1, classes), N),
});

/** In image i only pixel i is lit, so that it moves row i of the first weights alone. */
export const lamps = (count: number, classes: number): Samples => ({
  x: np.eye(count),
  t: np.mod(np.arange(count), classes).astype('int32'),
});

/** A net with biases so high that no hidden unit sleeps. */
export const awake = (d: Draw, inputs: number, hidden: number, classes: number) => ({
  ...twoLayers(d, inputs, hidden, classes),
  W1: d.uniform([inputs, hidden], -1, 1),
  b1: np.full([hidden], 2.5),
});
