import { expect, test } from 'vitest';
import * as ours from 'np';
import * as theirs from 'numpy-ts';

// Learners may carry what they write over to numpy-ts: the same names, the same order of arguments, equal values.
type Library = typeof ours;

const programs: Record<string, (np: Library) => unknown> = {
  'softmax in batches': (np) => {
    const x = np.array([
      [1, 2, 3],
      [4, 4, 0],
    ]);
    const e = np.exp(x.subtract(np.max(x, 1, true)));
    return e.divide(np.sum(e, 1, true)).toArray();
  },
  'affine backward': (np) => {
    const x = np.array([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const W = np.array([
      [1, 0, 2],
      [0, 1, -1],
    ]);
    const dy = np.dot(x, W);
    return [np.dot(dy, W.T).toArray(), np.dot(x.T, dy).toArray(), np.sum(dy, 0).toArray()];
  },
  'writes through slices and masks': (np) => {
    const x = np.arange(12).reshape(3, 4).astype('float64');
    np.copyto(x.slice('0', '::2'), np.array([9, 8]));
    np.putmask(x, np.less(x, 4), np.array([0]));
    x.set([2, -1], 5);
    return x.toArray();
  },
  'positions and masks': (np) => {
    const x = np.arange(6).reshape(2, 3).astype('float64');
    return [
      np.iindex(x, [1, 0], 1).toArray(),
      np.bindex(x, np.greater(x, 2)).toArray(),
      np.vindex(x, np.array([0, 1], 'int32'), np.array([1, 2], 'int32')).toArray(),
      np.take(x, [0, 2], 1).toArray(),
      np.argmax(x, 1).toArray(),
    ];
  },
  'joining and padding': (np) => {
    const x = np.array([[1, 2]]);
    return [
      np.concatenate([x, x], 1).toArray(),
      np.stack([x, x], 1).toArray(),
      np
        .pad(
          x,
          [
            [0, 0],
            [1, 1],
          ],
          'constant',
          0,
        )
        .toArray(),
    ];
  },
  'spread and running sums': (np) => {
    const x = np.array([
      [1, 2, 4],
      [0, 5, 1],
    ]);
    return [
      np.var(x, 0).toArray(),
      np.std(x, 1, 0, true).toArray(),
      np.cumsum(x, 1).toArray(),
      np.mean(x),
      np.prod(x, 0).toArray(),
    ];
  },
  'uniform draws after a seed': (np) => {
    np.random.seed(0);
    return np.random.rand(2, 2).toArray();
  },
};

test.each(Object.keys(programs))('%s: equal on numpy-ts', (name) => {
  const run = programs[name];
  const [mine, other] = [flat(run(ours)), flat(run(theirs as unknown as Library))];
  expect(mine).toHaveLength(other.length);
  mine.forEach((value, i) => expect(value).toBeCloseTo(other[i], 12));
});

function flat(value: unknown): number[] {
  return [value].flat(Infinity).map(Number);
}
