import { describe, expect, test } from 'vitest';
import * as np from 'np';
import { addAt } from 'kit';

const most = 2 ** 31 - 1;
const x = np.array([
  [1, 2],
  [3, 4],
]);

/** What a program of JavaScript may pass, whatever the types say. */
type Loose = Record<string, (...args: unknown[]) => np.NDArray>;
const loose = np as unknown as Loose;
const legacy = np.random as unknown as Loose;
const generator = () => np.random.default_rng(0) as unknown as Loose;

describe('integers that int32 cannot hold', () => {
  test.each<[string, () => unknown]>([
    ['round', () => np.round(np.array([most], 'int32'), -1)],
    ['pad', () => np.pad(np.array([1], 'int32'), 1, 'constant', 3e9)],
    ['arange', () => np.arange(0, 4e9, 1e9, 'int32')],
    ['arange, the first', () => np.arange(3e9, 3e9 + 1, 1, 'int32')],
    ['linspace', () => np.linspace(0, 3e9, 3, 'int32')],
    ['put_along_axis', () => np.put_along_axis(np.array([1], 'int32'), [0], [3e9], 0)],
    ['fill_diagonal', () => np.fill_diagonal(np.zeros([2, 2], 'int32'), 3e9)],
    ['addAt', () => addAt(np.array([most], 'int32'), np.array([0]), np.array([1], 'int32'))],
    ['addAt, twice', () => addAt(np.array([most - 1], 'int32'), np.array([0, 0]), np.array([1, 1], 'int32'))],
    ['histogram', () => np.histogram([1, 1], 1, null, false, np.full([2], most))],
    ['choice', () => np.random.default_rng(0).choice(3e9)],
    ['choice without putting back', () => np.random.default_rng(0).choice(1e12, 3, false)],
    ['choice of a great many', () => np.random.default_rng(0).choice(2 ** 40, 3)],
    ['the old choice', () => np.random.choice(3e9, 2)],
    ['the old choice without putting back', () => np.random.choice(1e12, 3, false)],
    ['permutation', () => np.random.default_rng(0).permutation(1e12)],
    ['the old permutation', () => np.random.permutation(1e12)],
  ])('%s throws', (_, run) => {
    expect(run).toThrow(np.NpError);
    expect(run).toThrow(/int32/);
  });

  test('what fits is still there', () => {
    expect(np.round(np.array([most - 7, -14], 'int32'), -1).toArray()).toEqual([most - 7, -10]);
    const sums = np.array([most - 2, 5], 'int32');
    addAt(sums, np.array([0, 0, 1]), np.array([1, 1, 2], 'int32'));
    expect(sums.toArray()).toEqual([most, 7]);
    expect(np.pad(np.array([1], 'int32'), 1, 'constant', most).toArray()).toEqual([most, 1, most]);
    expect(np.arange(2147483640, most, 100).toArray()).toEqual([2147483640]);
    const drawn = np.random.default_rng(0).choice(2 ** 31, 3);
    expect(drawn.toArray<number[]>().every((at) => at >= 0)).toBe(true);
  });
});

test('integers from floats: arange counts in whole steps, linspace goes down', () => {
  expect(np.linspace(-1.5, 1.5, 4, 'int32').toArray()).toEqual([-2, -1, 0, 1]);
  expect(np.arange(1, 10, 2.5, 'int32').toArray()).toEqual([1, 3, 5, 7]);
  expect(np.arange(-1.5, 5, 1.2, 'int32').toArray()).toEqual([-1, 0, 1, 2, 3, 4]);
});

test('fill_diagonal repeats a list, and wraps where it is asked', () => {
  const tall = np.zeros([7, 3]);
  np.fill_diagonal(tall, [1, 2], true);
  expect(tall.toArray()).toEqual([
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 1],
    [0, 0, 0],
    [2, 0, 0],
    [0, 1, 0],
    [0, 0, 2],
  ]);
});

test('rows with NaN are all distinct', () => {
  const rows = np.array([
    [NaN, 1],
    [NaN, 1],
    [1, 1],
  ]);
  const { values, counts, inverse } = np.unique(rows, false, true, true, 0);
  expect(values.toArray()).toEqual([
    [1, 1],
    [NaN, 1],
    [NaN, 1],
  ]);
  expect([counts.toArray(), inverse.toArray()]).toEqual([
    [1, 1, 1],
    [1, 2, 0],
  ]);
});

test('a number beside integers is an integer in outer too', () => {
  expect(np.outer(3, np.array([1, 2], 'int32')).dtype).toBe('int32');
  expect(np.outer([3], np.array([1, 2], 'int32')).dtype).toBe('int32');
  expect(np.outer(0.5, np.array([1, 2], 'int32')).dtype).toBe('float64');
});

test('quantiles between two elements, or at one of them', () => {
  const given = np.array([5, 1, 3, 8], 'int32');
  const found = (['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const).map((method) => [
    np.quantile(given, 0.3, null, false, method),
    np.percentile(given, [30], null, false, method).dtype,
  ]);
  expect(found).toEqual([
    [expect.closeTo(2.8), 'float64'],
    [1, 'int32'],
    [3, 'int32'],
    [2, 'float64'],
    [3, 'int32'],
  ]);
});

describe('arguments of another type', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['keepdims', () => loose['sum'](x, 0, 'float32'), /^np.sum: keepdims must be true or false, not "float32"/],
    ['keepdims of a median', () => loose['median'](x, 0, 1), /keepdims must be true or false, not 1/],
    ['an object for keepdims', () => loose['quantile'](x, 0.3, null, { method: 'lower' }), /keepdims must be true/],
    ['method', () => loose['percentile'](x, 30, null, false, 'lowest'), /method must be .*'nearest', not 'lowest'/],
    ['options', () => loose['unique'](x, { return_counts: true }), /returnIndex must be true or false/],
    ['ddof', () => loose['var'](x, 0, 'a'), /^np.var: ddof must be a number, not "a"/],
    ['ddof without NaN', () => loose['nanstd'](x, 0, 'a'), /^np.nanstd: ddof must be a number/],
    ['shift', () => np.roll([1, 2], 1.5), /^np.roll: shift must be a whole number, not 1.5/],
    ['shifts', () => loose['roll']([1, 2], ['a']), /^np.roll: shift must be a whole number/],
    ['a diagonal', () => np.eye(2, 2, 0.5), /^np.eye: k must be a whole number/],
    ['turns', () => np.rot90(x, 0.5), /^np.rot90: k must be a whole number/],
    ['named axes', () => loose['sum'](x, { axis: 1, keepdims: true }), /np\.sum\(x, 1, true\)/],
    ['an axis that is a flag', () => loose['sum'](x, true), /axis must be .*not true/],
    ['a position', () => (x.slice as (at: unknown) => unknown)(null), /null/],
    ['subscripts', () => loose['einsum'](3, 4), /^np.einsum: .*'ij,jk->ik'.*not 3/],
    [
      'nothing to fill with',
      () => loose['full']([2]),
      /^np.full: fill_value must be a number, an array .*not undefined/,
    ],
    ['a text to fill with', () => loose['full_like'](x, '1'), /^np.full_like: fill_value must be .*not "1"/],
    ['start', () => loose['linspace']('0', 1, 3), /^np.linspace: start must be a number, not "0"/],
    ['stop', () => loose['linspace'](0, undefined, 3), /^np.linspace: stop must be a number, not undefined/],
    ['one number', () => loose['arange']('3'), /^np.arange: start must be a number, not "3"/],
    ['stop that is null', () => loose['arange'](1, null), /^np.arange: stop must be a number, not null/],
    ['a dtype for stop', () => loose['arange'](3, 'int32'), /^np.arange: stop must be a number, not "int32"/],
    ['step', () => loose['arange'](0, 3, [1]), /^np.arange: step must be a number, not \[1\]/],
    ['an array for step', () => loose['arange'](0, 3, x), /step must be a number, not an array of shape \(2, 2\)/],
    ['loc', () => legacy['normal']('1', 1), /^np.random.normal: loc must be a number, not "1"/],
    ['scale', () => legacy['normal'](0, null), /^np.random.normal: scale must be a number, not null/],
    ['low', () => legacy['uniform']('0', 1), /^np.random.uniform: low must be a number/],
    ['high', () => legacy['uniform'](0, null, 2), /^np.random.uniform: high must be a number, not null/],
    ['low of integers', () => legacy['randint']('3'), /^np.random.randint: low must be a number, not "3"/],
    ['high of integers', () => legacy['randint'](0, '3'), /^np.random.randint: high must be a number, not "3"/],
    ["a generator's loc", () => generator()['normal']('1', 1), /^normal: loc must be a number/],
    ["a generator's low", () => generator()['uniform'](null, 1), /^uniform: low must be a number, not null/],
    ["a generator's scale", () => generator()['exponential']('2'), /^exponential: scale must be a number, not "2"/],
    ["a generator's integers", () => generator()['integers']('3'), /^integers: low must be a number, not "3"/],
    ['a minimum length', () => loose['bincount']([1], null, '3'), /minlength must be a whole number .*, not "3"$/],
    ['edges that fall', () => np.histogram([1], [3, 2, 1]), /^np.histogram: the edges of the bins must rise/],
    ['no axes', () => loose['tensordot'](x, x, null), /^np.tensordot: axes must be .*\[\[1\], \[0\]\], not null$/],
    ['axes of one array', () => loose['tensordot'](x, x, [0]), /^np.tensordot: axes must be .*, not \[0\]$/],
    ['half an axis', () => np.tensordot(x, x, 0.5), /^np.tensordot: axes must be .*, not 0.5$/],
    [
      'two arrays',
      () => loose['concatenate'](x, x),
      /^np.concatenate: the arrays stand in one list.*concatenate\(\[x, y\]\)/,
    ],
    ['two lists', () => loose['stack']([1], [2]), /^np.stack: the arrays stand in one list/],
    ['big integers', () => loose['array'](new BigInt64Array(2)), /nested lists of numbers, but got BigInt64Array/],
    ['a map', () => loose['sum'](new Map()), /but got Map/],
    ['an array made by hand', () => Reflect.construct(np.NDArray, []), /np\.array/],
    ['an array made by hand of a list', () => Reflect.construct(np.NDArray, [[1, 2]]), /np\.array/],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(np.NpError);
    expect(run).toThrow(message);
  });
});

test('a seed goes on where an argument was refused', () => {
  np.random.seed(3);
  const [first, second] = [np.random.normal(), np.random.normal()];
  np.random.seed(3);
  expect(np.random.normal()).toBe(first);
  expect(() => legacy['normal']('1')).toThrow(np.NpError);
  expect(np.random.normal()).toBe(second);
});

test('an array of rank 0 stands for its number', () => {
  const two = np.array(2);
  expect(loose['arange'](two).toArray()).toEqual([0, 1]);
  expect(loose['linspace'](0, two, 3).toArray()).toEqual([0, 1, 2]);
  expect(legacy['normal'](two, 0)).toBe(2);
});

test('what is read-only is not shuffled, and the function is named', () => {
  const wide = np.broadcast_to(np.array([1, 2]), [3, 2]);
  expect(() => np.random.shuffle(wide)).toThrow(/^np.random.shuffle: the array is read-only/);
  expect(() => np.random.default_rng(0).shuffle(wide)).toThrow(/^shuffle: the array is read-only/);
});

test('an array or a list fills by broadcasting', () => {
  expect(np.full([2], [1, 2])).toMatchObject({ dtype: 'float64' });
  expect(np.full([2, 2], [1, 2]).toArray()).toEqual([
    [1, 2],
    [1, 2],
  ]);
  const column = np.array([[3], [4]], 'int32');
  expect(np.full([2, 2], column)).toMatchObject({ dtype: 'int32' });
  expect(np.full_like([0, 0], [[5, 6]]).toArray()).toEqual([5, 6]);
  expect(() => np.full([3], [1, 2])).toThrow(
    /^np.full: could not broadcast an array of shape \(2,\) into shape \(3,\)/,
  );
  expect(() => np.full([2], [NaN, 1], 'int32')).toThrow('cannot be written as int32');
});

test('a number times a list is a list of floats, times integers it is integers', () => {
  const integers = np.array([1, 2], 'int32');
  for (const f of [np.dot, np.inner, np.outer]) {
    expect(f(2, [1, 2]).dtype).toBe('float64');
    expect(f([1, 2], 2).dtype).toBe('float64');
    expect(f(2, 3).dtype).toBe('float64');
    expect(f(2, integers).dtype).toBe('int32');
    expect(f(np.array([true]), 2).dtype).toBe('int32');
    expect(f(0.5, integers).dtype).toBe('float64');
  }
});

test('arrays of JavaScript are lists of their numbers', () => {
  expect(np.array(new Float64Array([1.5, 2])).toArray()).toEqual([1.5, 2]);
  expect(np.array(new Int32Array(2)).dtype).toBe('float64');
  expect(np.array([new Float32Array([1, 2]), [3, 4]], 'int32').toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(np.add(np.arange(2), new Uint8Array([1, 2])).toArray()).toEqual([1, 3]);
});

test('shape, ndim and size of anything', () => {
  expect([np.shape(x), np.ndim(x), np.size(x)]).toEqual([[2, 2], 2, 4]);
  expect([np.shape(3), np.ndim(3), np.size([[1, 2, 3]], -1)]).toEqual([[], 0, 3]);
  np.shape(x).push(1);
  expect(x.shape).toEqual([2, 2]);
  expect(() => np.size(x, 2)).toThrow(/^np.size: axis 2 is out of bounds/);
});

test('what a diagonal shows is read-only, and not called broadcast alone', () => {
  expect(() => np.diag(x).set([0], 3)).toThrow(/diagonal/);
});

test('sizes beyond all memory are told in short', () => {
  expect(() => np.zeros([1e300])).toThrow(np.NpMemoryError);
  expect(() => np.zeros([1e300])).toThrow(/^.{0,120}$/);
  expect(() => np.histogram([1], 1e12)).toThrow(np.NpMemoryError);
});

test('lanes without elements are not walked', () => {
  const empty = np.zeros([3000, 100, 40, 0]);
  const start = performance.now();
  for (const f of [np.sort, np.argsort, np.cumsum, np.cumprod]) expect(f(empty, -1).shape).toEqual(empty.shape);
  expect(np.diff(empty).shape).toEqual([3000, 100, 40, 0]);
  expect(performance.now() - start).toBeLessThan(500);
});

test('a broadcast array may have more elements than 32 bits count', () => {
  expect(np.broadcast_to(np.array([1]), [2 ** 16, 2 ** 15]).sum()).toBe(2 ** 31);
}, 60_000);
