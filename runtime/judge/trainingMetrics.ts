import type { ArrayValue } from '../protocol/value';
import type { Finding } from '../protocol/verdict';
import { elementsOf } from './elements';

export interface Measured {
  loss: number;
  accuracy: number;
}

/**
 * What a net's scores are worth against labels that only the judge knows.
 * (N, C): softmax cross-entropy, the answer being the largest score. (N,) or (N, 1): one signed score, the answer being
 * class 1 where it is above 0, the loss being that of logistic regression; a label of -1 is class 0.
 */
export function measure(scores: ArrayValue, labels: ArrayLike<number>): Measured | Finding {
  const [rows, columns = 1, ...more] = scores.shape;
  const classes = Math.max(...Array.from(labels)) + 1;
  const binary = columns === 1;
  if (rows !== labels.length || more.length > 0 || (!binary && columns < classes) || (binary && classes > 2)) {
    const expected = binary && classes <= 2 ? [labels.length] : [labels.length, classes];
    return { code: 'wrongShape', expected, found: scores.shape, of: 'predict' };
  }
  const values = elementsOf(scores);
  let loss = 0;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const label = Math.max(0, labels[row]!);
    const one = binary ? signed(values[row]!, label) : softmax(values, row * columns, columns, label);
    loss += one.loss;
    if (one.right) right++;
  }
  return { loss: loss / rows, accuracy: right / rows };
}

/** Whether both pick the same class for every row: probabilities do, and signs, and whatever else is no score. */
export function sameAnswers(one: ArrayValue, other: ArrayValue): boolean {
  const [mine, theirs] = [answersOf(one), answersOf(other)];
  return mine.length === theirs.length && mine.every((answer, row) => answer === theirs[row]);
}

function answersOf(scores: ArrayValue): number[] {
  const [rows = 0, columns = 1] = scores.shape;
  const values = Array.from(elementsOf(scores));
  if (columns === 1) return values.map((score) => Number(score > 0));
  return Array.from({ length: rows }, (_, row) => {
    const ofRow = values.slice(row * columns, (row + 1) * columns);
    return ofRow.indexOf(Math.max(...ofRow));
  });
}

/** log(1 + e^-s) for class 1, log(1 + e^s) for class 0, without overflow. */
function signed(score: number, label: number): { loss: number; right: boolean } {
  const margin = label === 1 ? score : -score;
  return { loss: Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))), right: score > 0 === (label === 1) };
}

/** log(sum_j e^(s_j - max)) - (s_label - max). */
function softmax(
  scores: ArrayLike<number>,
  from: number,
  classes: number,
  label: number,
): { loss: number; right: boolean } {
  let max = -Infinity;
  let argmax = -1;
  for (let j = 0; j < classes; j++) {
    const score = scores[from + j]!;
    if (score > max) [max, argmax] = [score, j];
  }
  let sum = 0;
  for (let j = 0; j < classes; j++) sum += Math.exp(scores[from + j]! - max);
  return { loss: Math.log(sum) - (scores[from + label]! - max), right: argmax === label };
}
