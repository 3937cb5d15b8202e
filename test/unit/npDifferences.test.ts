import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as np from 'np';

// One test for each line of docs/np-differences.md, under the same name.
describe('differences from NumPy', () => {
  test('numbers in lists are floats', () => {
    expect(np.array([1, 2]).dtype).toBe('float64');
    expect(np.array([1, 2], 'int32').dtype).toBe('int32');
    expect(np.where([true], 1, 0).dtype).toBe('float64');
  });

  test('whole numbers act as integers beside integers', () => {
    expect(np.arange(3).multiply(2.0).dtype).toBe('int32');
    expect(np.full([2], 1.0).dtype).toBe('int32');
    expect(np.arange(3.0).dtype).toBe('int32');
    expect(np.arange(3).add(2 ** 40).dtype).toBe('float64');
  });

  test('int64 is int32 and overflow throws', () => {
    expect(np.argmax([1, 3], 0).dtype).toBe('int32');
    expect(() => np.full([1], 2 ** 31 - 1).add(1)).toThrow('range of int32');
    expect(np.sum(np.full([2], 2 ** 31 - 1))).toBe(2 ** 32 - 2);
  });

  test('bools become the default float or int32', () => {
    expect(np.exp([true]).dtype).toBe('float64');
    expect(np.power(np.array([true]), np.array([true])).dtype).toBe('int32');
  });

  test('reductions along an axis are arrays of rank 0', () => {
    const total = np.sum([1, 2, 3], 0);
    expect([total.ndim, total.item()]).toEqual([0, 6]);
    const product = np.dot([1, 2], [3, 4]);
    expect([product.ndim, product.item()]).toEqual([0, 11]);
    expect([...np.array([5])][0].ndim).toBe(0);
  });

  test('reductions without an axis are plain numbers', () => {
    expect(np.max(np.array([true, false]))).toBe(1);
    expect(np.any([0, 1])).toBe(true);
  });

  test('an element that is a bool is read as 0 or 1', () => {
    const mask = np.array([true, false]);
    expect([mask.get([0]), mask.item(1)]).toEqual([1, 0]);
    expect(mask.toArray()).toEqual([true, false]);
  });

  test('indices may be floats that are whole', () => {
    expect(np.take([5, 6, 7], np.array([2, 0])).toArray()).toEqual([7, 5]);
    expect(() => np.take([5, 6, 7], np.array([0.5]))).toThrow('indices must be integers');
    expect(np.bincount([0, 2, 2]).toArray()).toEqual([1, 0, 2]);
  });

  test('results without axes are arrays of rank 0', () => {
    const eye = np.eye(2);
    const results = [np.trace(eye), np.einsum('ii', eye), np.tensordot(eye, eye), np.linalg.det(eye)];
    expect(results.map((result) => [result.ndim, result.item()])).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 1],
    ]);
    expect(np.searchsorted([1, 2, 4], 3).item()).toBe(2);
  });

  test('several results come as a record', () => {
    const { s } = np.linalg.svd(np.eye(2));
    expect(s.toArray()).toEqual([1, 1]);
    expect(Object.keys(np.linalg.qr(np.eye(2)))).toEqual(['q', 'r']);
    expect(Object.keys(np.linalg.eigh(np.eye(2)))).toEqual(['w', 'v']);
    expect(Object.keys(np.linalg.slogdet(np.eye(2)))).toEqual(['sign', 'logabsdet']);
    expect(Object.keys(np.linalg.lstsq(np.eye(2), [1, 2]))).toEqual(['x', 'residuals', 'rank', 's']);
    const { values, counts } = np.unique([2, 1, 2], false, false, true);
    expect([values.toArray(), counts.toArray()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('quantiles of bools throw', () => {
    expect(() => np.nanquantile([true], 0.5)).toThrow('not defined for bools');
    expect(() => np.percentile([true, false], 50)).toThrow('not defined for bools');
  });

  test('linear algebra is computed in float64', () => {
    const inverse = np.linalg.inv(np.array([[3]], 'float32'));
    expect([inverse.dtype, inverse.item()]).toEqual(['float32', Math.fround(1 / 3)]);
  });

  test("a generator's integers are int32", () => {
    expect(np.random.default_rng(0).integers(0, 2 ** 31, 3).dtype).toBe('int32');
    expect(() => np.random.default_rng(0).integers(0, 2 ** 40)).toThrow('within int32');
  });

  test('indexing is by slice, get and set', () => {
    const x = np.arange(6).reshape(2, 3);
    expect(x.slice('1', '::2').toArray()).toEqual([3, 5]);
    x.set(['0', ':'], 9);
    expect(x.get([0, 2])).toBe(9);
    expect(() => x.get([0])).toThrow('use slice');
  });

  test('vindex puts the axes of arrays first', () => {
    const x = np.zeros([2, 3, 4]);
    expect(np.vindex(x, ':', [0, 2], ':').shape).toEqual([2, 2, 4]);
    expect(np.vindex(x, ':', ':', [0, 1, 3]).shape).toEqual([3, 2, 3]);
  });

  test('casting a float out of range to int32 is not defined', () => {
    expect(np.array([1.9, -1.9]).astype('int32').toArray()).toEqual([1, -1]);
    expect(np.array([NaN]).astype('int32').toArray()).toEqual([0]);
  });

  test('empty arrays are zeros', () => {
    expect(np.empty([2]).toArray()).toEqual([0, 0]);
  });

  test('pad has one value for all sides', () => {
    expect(np.pad([1], 1, 'constant', 8).toArray()).toEqual([8, 1, 8]);
    const values = [8, 9] as unknown as number;
    expect(() => np.pad([1], 1, 'constant', values)).toThrow('np.pad: constant_values must be a number, not [8,9]');
  });

  test('distributions take numbers', () => {
    const several = [3, 4] as unknown as number;
    const rng = np.random.default_rng(0);
    expect(() => np.random.normal(several, 1)).toThrow('np.random.normal: loc must be a number, not [3,4]');
    expect(() => np.random.normal(np.array([3, 4]) as unknown as number)).toThrow('not an array of shape (2,)');
    expect(() => rng.integers(0, several)).toThrow('integers: high must be a number, not [3,4]');
    expect(np.add([3, 4], np.multiply(2, rng.standard_normal(2))).shape).toEqual([2]);
  });

  test('linspace and arange take numbers', () => {
    const several = [0, 1] as unknown as number;
    expect(() => np.linspace(several, 1, 3)).toThrow('np.linspace: start must be a number, not [0,1]');
    expect(() => np.arange(several)).toThrow('np.arange: start must be a number, not [0,1]');
    expect(() => np.arange(1, null as unknown as undefined)).toThrow('np.arange: stop must be a number, not null');
    const rows = np.add([[0], [1]], np.multiply(np.linspace(0, 1, 3), [[1], [0]]));
    expect(rows.toArray()).toEqual([
      [0, 0.5, 1],
      [1, 1, 1],
    ]);
  });

  test('arrays of JavaScript count as lists', () => {
    expect(np.array(new Int32Array([1, 2])).dtype).toBe('float64');
    expect(np.array(new Float32Array([1, 2])).dtype).toBe('float64');
  });

  test('a running sum of -0 is 0', () => {
    expect(np.cumsum([-0]).toArray()).toEqual([0]);
    expect(np.sign([-0]).toArray()).toEqual([0]);
  });

  test('a new axis is made by a function', () => {
    expect(np).not.toHaveProperty('newaxis');
    expect(np.expand_dims([1, 2], 1).shape).toEqual([2, 1]);
    expect(np.array([1, 2]).reshape(-1, 1).shape).toEqual([2, 1]);
  });

  test('pad and sort have one mode', () => {
    expect(() => np.pad([1], 1, 'edge' as 'constant')).toThrow("'constant'");
    expect(np.argsort([1, 1, 0]).toArray()).toEqual([2, 0, 1]);
  });

  test('warnings are not given', () => {
    expect(np.divide(1, 0).item()).toBe(Infinity);
    expect(np.log([-1]).toArray()).toEqual([NaN]);
    expect(np.mean([])).toBeNaN();
  });

  test('there are four dtypes', () => {
    for (const dtype of ['float64', 'float32', 'int32', 'bool'] as const)
      expect(np.zeros([1], dtype).dtype).toBe(dtype);
    for (const dtype of ['complex128', 'float16', 'int64', 'uint8'])
      expect(() => np.zeros([1], dtype as 'int32')).toThrow('dtype must be');
  });

  test('NaN is not written into integers', () => {
    const x = np.zeros([2], 'int32');
    expect(() => np.full_like(x, NaN)).toThrow('cannot be written as int32');
    expect(() => x.set([0], NaN)).toThrow('cannot be written as int32');
    expect(() => np.array([2 ** 31], 'int32')).toThrow('cannot be written as int32');
  });

  test('eigenvalues of what is not finite throw', () => {
    expect(() => np.linalg.eigvalsh(holding(NaN))).toThrow('must be finite');
    expect(() => np.linalg.eigh(holding(Infinity))).toThrow('must be finite');
  });

  test('singular values of what is not finite throw', () => {
    for (const value of [NaN, Infinity])
      for (const f of [
        np.linalg.svd,
        np.linalg.pinv,
        np.linalg.matrix_rank,
        (a: np.NDArray) => np.linalg.lstsq(a, [1, 1]),
      ])
        expect(() => f(holding(value))).toThrow(np.NpError);
  });

  test('an inverse of NaN is NaN everywhere', () => {
    const inverse = np.linalg.inv([
      [NaN, 0, 0],
      [0, 1, 0],
      [0, 0, 2],
    ]);
    expect(np.all(np.isnan(inverse))).toBe(true);
    expect(np.all(np.isnan(np.linalg.solve(holding(NaN), [1, 1])))).toBe(true);
  });

  test('options stand in order', () => {
    expect(np.sum(np.ones([2, 3]), 0, true).shape).toEqual([1, 3]);
    expect(np.std([1, 3], undefined, 1)).toBe(Math.SQRT2);
    expect(np.meshgrid([1, 2, 3], [1, 2], { indexing: 'ij' })[0].shape).toEqual([3, 2]);
  });

  test('options that are missing are written out', () => {
    const out = np.zeros([2]);
    np.copyto(out, np.add([1, 2], 3));
    expect(out.toArray()).toEqual([4, 5]);
    expect(np.sum(np.where([true, false, true], [1, 2, 3], 0))).toBe(4);
    expect(np.maximum(np.max([-2, -1]), 0).item()).toBe(0);
    expect(np.sum(np.array([0.1, 0.2], 'float32').astype('float64'), 0).dtype).toBe('float64');
    expect(
      np
        .linspace(0, 1, 4 + 1)
        .slice(':-1')
        .toArray(),
    ).toEqual([0, 0.25, 0.5, 0.75]);
  });

  test('elements are counted in C order', () => {
    const x = np.arange(4).reshape(2, 2);
    expect(x.ravel().toArray()).toEqual([0, 1, 2, 3]);
    expect(x.T.ravel().toArray()).toEqual([0, 2, 1, 3]);
  });

  test('a length that is left open is -1', () => {
    expect(np.reshape([1, 2, 3, 4], [2, -1]).shape).toEqual([2, 2]);
    expect(() => np.reshape([1, 2, 3, 4], [2, -2])).toThrow('cannot reshape');
  });

  test('modes that are missing throw', () => {
    expect(() => np.linalg.qr(np.eye(2), 'r' as 'reduced')).toThrow(/'reduced', 'complete'/);
    expect(() => np.linalg.eigh(np.eye(2), 'u' as 'U')).toThrow(/'L', 'U'/);
    expect(() => np.take_along_axis([[1, 2]], [0], null as unknown as number)).toThrow(np.NpError);
    expect(() => np.histogram([1, 2], 'auto' as unknown as number)).toThrow(np.NpError);
  });

  test('the method sort returns a copy', () => {
    const x = np.array([3, 1, 2]);
    expect(x.sort().toArray()).toEqual([1, 2, 3]);
    expect(x.toArray()).toEqual([3, 1, 2]);
    np.copyto(x, x.sort());
    expect(x.toArray()).toEqual([1, 2, 3]);
  });

  test('functions that are not there', () => {
    for (const name of ['cov', 'interp', 'fft', 'bitwise_and', 'union1d']) expect(np).not.toHaveProperty(name);
    for (const name of ['eig', 'eigvals']) expect(np.linalg).not.toHaveProperty(name);
    for (const name of ['poisson', 'binomial', 'gamma']) expect(np.random).not.toHaveProperty(name);
  });
});

const holding = (value: number) =>
  np.array([
    [value, 1],
    [1, 1],
  ]);

describe('the page of the differences', () => {
  const root = join(import.meta.dirname, '../..');
  const rows = readFileSync(join(root, 'docs/np-differences.md'), 'utf8')
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .filter((cells) => cells.length === 5 && !/^(?:-+|NumPy)$/.test(cells[1]));
  const files = ['test/unit', 'test/engines'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => [name, join(root, folder, name)] as const),
  );
  const named = rows.flatMap(([, , , tests]) =>
    tests.split(/(?<=`\)), /).map((cell) => {
      const [, title = cell, file = 'npDifferences.test.ts'] = /^(.+) \(`(.+)`\)$/.exec(cell) ?? [];
      return { title, file };
    }),
  );

  test.each(named)('names a test that is there: $title', ({ title, file }) => {
    const [, path = ''] = files.find(([name]) => name === file) ?? [];
    expect(readFileSync(path, 'utf8')).toContain(title);
  });

  test('and each test of its own', () => {
    const own = readFileSync(import.meta.filename, 'utf8').matchAll(/^  test\((['"])(.+)\1, \(\) =>/gm);
    const titles = named.map(({ title }) => title);
    const elsewhere = [
      'and each test of its own',
      'indexing is by slice, get and set',
      'vindex puts the axes of arrays first',
    ];
    const missing = [...own].map(([, , title]) => title).filter((title) => !titles.includes(title));
    expect(new Set(missing)).toEqual(new Set(elsewhere));
  });
});
