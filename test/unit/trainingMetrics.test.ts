import { describe, expect, it } from 'vitest';
import { arrayValue } from '../../runtime/judge/elements';
import { measure, sameAnswers } from '../../runtime/judge/trainingMetrics';

const scores = (shape: number[], values: number[]) => arrayValue('float64', shape, values);

describe('what scores are worth', () => {
  it('rows of scores: softmax cross-entropy and the largest', () => {
    const { loss, accuracy } = measure(scores([2, 2], [0, Math.log(3), 0, Math.log(3)]), [1, 0]) as {
      loss: number;
      accuracy: number;
    };
    expect(loss).toBeCloseTo((-Math.log(0.75) - Math.log(0.25)) / 2, 12);
    expect(accuracy).toBe(0.5);
  });

  it('one signed score: logistic loss, class 1 above 0; labels of -1 are class 0', () => {
    for (const labels of [
      [1, 0, 0],
      [1, -1, -1],
    ]) {
      const { loss, accuracy } = measure(scores([3], [2, -1, 3]), labels) as { loss: number; accuracy: number };
      expect(loss).toBeCloseTo(
        (Math.log(1 + Math.exp(-2)) + Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(3))) / 3,
        12,
      );
      expect(accuracy).toBeCloseTo(2 / 3, 12);
    }
    expect(measure(scores([2, 1], [1, -1]), [1, 0])).toMatchObject({ accuracy: 1 });
  });

  it('stays finite far out', () => {
    expect(measure(scores([1, 2], [1e5, -1e5]), [1])).toEqual({ loss: 2e5, accuracy: 0 });
    expect(measure(scores([1], [-1e5]), [1])).toEqual({ loss: 1e5, accuracy: 0 });
  });

  it('counts NaN as wrong', () => {
    expect(measure(scores([1, 2], [NaN, NaN]), [0])).toMatchObject({ accuracy: 0 });
    expect(measure(scores([1], [NaN]), [1])).toMatchObject({ accuracy: 0 });
  });

  it.each([
    [[3], [2], [0, 1, 1]],
    [[2, 3], [2], [0, 2]],
    [
      [2, 3],
      [2, 2],
      [0, 2],
    ],
    [
      [2, 3],
      [3, 3],
      [0, 2],
    ],
  ])('asks for shape %j, not %j', (expected, found, labels) => {
    const values = Array<number>(found.reduce((a, b) => a * b)).fill(0);
    expect(measure(scores(found, values), labels)).toEqual({ code: 'wrongShape', expected, found, of: 'predict' });
  });
});

describe('answers', () => {
  const net = scores([2, 3], [1, 3, 2, 0, -1, -2]);

  it.each([
    ['probabilities', scores([2, 3], [0.1, 0.7, 0.2, 0.6, 0.3, 0.1]), true],
    ['one-hot rows', scores([2, 3], [0, 1, 0, 1, 0, 0]), true],
    ['another answer in one row', scores([2, 3], [1, 3, 2, 0, 1, -2]), false],
    ['no answer', scores([2, 3], [NaN, NaN, NaN, 0, -1, -2]), false],
    ['too few', scores([1, 3], [1, 3, 2]), false],
  ])('of %s', (_, reported, same) => {
    expect(sameAnswers(reported, net)).toBe(same);
  });

  it('are signs, where there is one score a row', () => {
    expect(sameAnswers(scores([3], [1, 0, -1]), scores([3, 1], [0.2, 0, -5]))).toBe(true);
    expect(sameAnswers(scores([2], [1, 1]), scores([2], [0.2, -5]))).toBe(false);
  });
});
