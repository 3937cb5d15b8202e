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

// Functions one by one: called in the same way, they must say the same.
type Call = (np: Library, x: ours.NDArray, y: ours.NDArray) => unknown;

/** x is [[2, -1, 3.5], [0.5, 4, -2]], y its half plus 1. */
const calls: Record<string, Call> = {
  ...Object.fromEntries(
    ['arctan', 'arcsinh', 'sinh', 'cosh', 'cbrt', 'exp2', 'degrees', 'radians', 'trunc', 'fix', 'around', 'round'].map(
      (name): [string, Call] => [name, (np, x) => (np as unknown as Record<string, (a: unknown) => unknown>)[name](x)],
    ),
  ),
  ...Object.fromEntries(
    ['nansum', 'nanprod', 'nanmean', 'nanvar', 'nanstd', 'nanmax', 'nanmin', 'nanmedian', 'nanargmax', 'median'].map(
      (name): [string, Call] => [
        name,
        (np, x) => (np as unknown as Record<string, (a: unknown, axis: number) => unknown>)[name](x, 1),
      ],
    ),
  ),
  ...Object.fromEntries(
    ['arctan2', 'hypot', 'logaddexp', 'heaviside', 'inner', 'vdot', 'outer'].map((name): [string, Call] => [
      name,
      (np, x, y) => (np as unknown as Record<string, (a: unknown, b: unknown) => unknown>)[name](x, y),
    ]),
  ),
  arcsin: (np, x) => np.arcsin(np.divide(x, 4)),
  arccos: (np, x) => np.arccos(np.divide(x, 4)),
  arctanh: (np, x) => np.arctanh(np.divide(x, 5)),
  arccosh: (np, x) => np.arccosh(np.add(x, 4)),
  nan_to_num: (np, x) => np.nan_to_num(np.sqrt(x), -1),
  'around to one digit': (np, x) => np.around(np.divide(x, 3), 1),
  einsum: (np, x, y) => np.einsum('ij,kj->ik', x, y),
  'einsum of one': (np, x) => np.einsum('ij->ji', x),
  tensordot: (np, x, y) => np.tensordot(x, y, [[0], [0]]),
  trace: (np, x) => np.trace(x),
  diag: (np, x) => np.diag(x, 1),
  diagflat: (np, x) => np.diagflat(x),
  diagonal: (np, x) => np.diagonal(x),
  fill_diagonal: (np, x) => {
    const copy = np.copy(x);
    np.fill_diagonal(copy, 9);
    return copy;
  },
  tri: (np) => np.tri(3, 4, 1),
  tril: (np, x) => np.tril(x),
  triu: (np, x) => np.triu(x, 1),
  unique: (np) => np.unique(np.array([3, 1, 3])),
  'unique with counts': (np) => Object.values(np.unique(np.array([3, 1, 3]), true, true, true)),
  bincount: (np) => np.bincount(np.array([0, 2, 2], 'int32'), np.array([1, 2, 3]), 4),
  histogram: (np, x) => np.histogram(x, 3),
  searchsorted: (np, x) => np.searchsorted(np.array([-2, 0, 3]), np.ravel(x), 'right'),
  digitize: (np, x) => np.digitize(np.ravel(x), np.array([-2, 0, 3])),
  meshgrid: (np) => np.meshgrid(np.array([1, 2, 3]), np.array([4, 5]), { indexing: 'ij' }),
  percentile: (np, x) => np.percentile(x, 30, 1),
  quantile: (np, x) => np.quantile(x, 0.3),
  nanquantile: (np, x) => np.nanquantile(x, 0.3),
  nanpercentile: (np, x) => np.nanpercentile(x, 30),
  nanargmin: (np, x) => np.nanargmin(x),
  diff: (np, x) => np.diff(x, 1, 0),
  ediff1d: (np, x) => np.ediff1d(x),
  argwhere: (np, x) => np.argwhere(np.greater(x, 0)),
  flatnonzero: (np, x) => np.flatnonzero(np.greater(x, 0)),
  count_nonzero: (np, x) => np.count_nonzero(np.greater(x, 0)),
  roll: (np, x) => np.roll(x, [1, 2], [0, 1]),
  rot90: (np, x) => np.rot90(x, 3),
  flipud: (np, x) => np.flipud(x),
  fliplr: (np, x) => np.fliplr(x),
  array_split: (np, x) => np.array_split(x, 2, 1),
  hsplit: (np, x) => np.hsplit(x, 3),
  vsplit: (np, x) => np.vsplit(x, 2),
  dstack: (np, x, y) => np.dstack([x, y]),
  column_stack: (np, x, y) => np.column_stack([x, y]),
  append: (np, x, y) => np.append(x, y, 1),
  'repeat each': (np, x) => np.repeat(x, [1, 2], 0),
  atleast_2d: (np) => np.atleast_2d(np.array([1, 2])),
  atleast_3d: (np) => np.atleast_3d(np.array([1, 2])),
  broadcast_arrays: (np, x) => np.broadcast_arrays(x, np.array([1, 2, 3])),
  'linalg.norm': (np, x) => np.linalg.norm(x, 'fro'),
  'linalg.norm of rows': (np, x) => np.linalg.norm(x, 2, 1),
  'linalg.det': (np, x, y) => np.linalg.det(np.matmul(x, y.T)),
  'linalg.inv': (np, x, y) => np.linalg.inv(np.matmul(x, y.T)),
  'linalg.solve': (np, x, y) => np.linalg.solve(np.matmul(x, y.T), x),
  'linalg.qr': (np, x) => np.matmul(...pair(np.linalg.qr(x), 'q', 'r')),
  'linalg.svd': (np, x) => np.linalg.svd(x, false, false),
  'linalg.eigh': (np, x) => np.linalg.eigh(np.matmul(x, x.T)).w,
  'linalg.eigvalsh': (np, x) => np.linalg.eigvalsh(np.matmul(x, x.T)),
  'linalg.cholesky': (np, x) => np.linalg.cholesky(np.matmul(x, x.T)),
  'linalg.slogdet': (np, x) => np.linalg.slogdet(np.matmul(x, x.T)).logabsdet,
  'linalg.matrix_power': (np, x) => np.linalg.matrix_power(np.matmul(x, x.T), 3),
  'linalg.matrix_rank': (np, x) => np.linalg.matrix_rank(x),
  'linalg.pinv': (np, x) => np.linalg.pinv(x),
  'linalg.lstsq': (np, x) => np.linalg.lstsq(x.T, np.array([1, 2, 3])).x,
  'linalg.cond': (np, x) => np.linalg.cond(np.matmul(x, x.T)),
};

function pair(record: { q: ours.NDArray; r: ours.NDArray }, first: 'q', second: 'r'): [ours.NDArray, ours.NDArray] {
  return [record[first], record[second]];
}

const generators: Record<string, (rng: ReturnType<typeof ours.random.default_rng>) => unknown> = {
  random: (rng) => rng.random(4),
  integers: (rng) => rng.integers(0, 10, 8),
  standard_normal: (rng) => rng.standard_normal(6),
  normal: (rng) => rng.normal(2, 3, 4),
  uniform: (rng) => rng.uniform(-1, 1, 4),
  exponential: (rng) => rng.exponential(2, 4),
  permutation: (rng) => rng.permutation(9),
};

test.each(Object.keys(calls))('np.%s: equal on numpy-ts', (name) => {
  const x = [
    [2, -1, 3.5],
    [0.5, 4, -2],
  ];
  const run = (np: Library) => calls[name](np, np.array(x), np.add(np.divide(np.array(x), 2), 1));
  expectClose(listed(run(ours)), listed(run(theirs as unknown as Library)));
});

test.each(Object.keys(generators))('default_rng(5).%s: equal on numpy-ts', (name) => {
  const run = (np: Library) => generators[name](np.random.default_rng(5));
  expectClose(listed(run(ours)), listed(run(theirs as unknown as Library)));
});

test.each(Object.keys(programs))('%s: equal on numpy-ts', (name) => {
  const run = programs[name];
  expectClose(flat(run(ours)), flat(run(theirs as unknown as Library)));
});

function flat(value: unknown): number[] {
  return [value].flat(Infinity).map(Number);
}

function expectClose(mine: number[], other: number[]): void {
  expect(mine).toHaveLength(other.length);
  mine.forEach((value, i) => {
    if (Number.isNaN(other[i])) expect(value).toBeNaN();
    else expect(value).toBeCloseTo(other[i], 9);
  });
}

/** Arrays of either library, and lists of them, as numbers in a row. */
function listed(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(listed);
  if (typeof value === 'object' && value !== null && 'tolist' in value)
    return flat((value as { tolist(): unknown }).tolist());
  return [Number(value)];
}
