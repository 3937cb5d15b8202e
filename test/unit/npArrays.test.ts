import { describe, expect, expectTypeOf, test } from 'vitest';
import * as np from 'np';

test('NaN is sorted to the end', () => {
  const x = [3, NaN, 1, NaN, 2];
  expect(np.sort(x).toArray()).toEqual([1, 2, 3, NaN, NaN]);
  expect(np.argsort(x).toArray()).toEqual([2, 4, 0, 1, 3]);
});

describe('views', () => {
  test('a write through a slice, T, reshape or ravel shows in the array', () => {
    const x = np.zeros([2, 3]);
    x.slice('1').fill(1);
    x.T.set([0, 0], 2);
    x.reshape(6).set([1], 3);
    x.ravel().set([2], 4);
    expect(x.toArray()).toEqual([
      [2, 3, 4],
      [1, 1, 1],
    ]);
  });

  test('an image patch is added to through strides, as im2col backwards does', () => {
    const img = np.zeros([1, 1, 4, 4]);
    const patch = img.slice('...', '0:4:2', '1:4:2');
    np.copyto(patch, np.add(patch, np.ones([1, 1, 2, 2])));
    expect(np.sum(img)).toBe(4);
    expect(img.get([0, 0, 2, 3])).toBe(1);
  });

  test('a mask is written with set or putmask', () => {
    const dx = np.array([1, -2, 3, -4]);
    dx.set(np.less(dx, 0), 0);
    expect(dx.toArray()).toEqual([1, 0, 3, 0]);
    np.putmask(dx, np.greater(dx, 2), 9);
    expect(dx.toArray()).toEqual([1, 0, 9, 0]);
  });

  test('one entry per row: y[arange(n), labels]', () => {
    const y = np.arange(6).reshape(2, 3).astype('float64');
    const labels = np.array([2, 0]);
    expect(np.vindex(y, np.arange(2), labels).toArray()).toEqual([2, 3]);
    y.set([np.arange(2), labels], -1);
    expect(y.toArray()).toEqual([
      [0, 1, -1],
      [-1, 4, 5],
    ]);
  });
});

describe('operands', () => {
  test('numbers and lists stand in any position', () => {
    expect(np.maximum(0, np.array([-1, 2])).toArray()).toEqual([0, 2]);
    expect(np.exp(1).item()).toBe(Math.E);
    expect(np.add(np.array([1, 2]), [10, 20]).toArray()).toEqual([11, 22]);
    expect(np.matmul([[1, 2]], [[3], [4]]).toArray()).toEqual([[11]]);
    expect(np.array([1, 2]).multiply([3, 4]).toArray()).toEqual([3, 8]);
    expect(np.sum([1, 2, 3])).toBe(6);
  });

  test('a list of integers beside an integer array is integers', () => {
    expect(np.add(np.arange(2), [1, 2]).dtype).toBe('int32');
    expect(np.add(np.arange(2), [1, 2.5]).dtype).toBe('float64');
    expect(np.add(np.arange(2), 1.5).dtype).toBe('float64');
    expect(np.add(np.ones(2, 'float32'), 1.5).dtype).toBe('float32');
  });
});

describe('errors name the function, the shapes and the axis', () => {
  const x = np.zeros([2, 3]);
  test.each([
    [() => np.add(x, [1, 2]), 'np.add: operands could not be broadcast together with shapes (2, 3) (2,)'],
    [() => np.sum(x, 2), 'np.sum: axis 2 is out of bounds for an array of shape (2, 3)'],
    [() => np.matmul(x, x), 'np.matmul: shapes (2, 3) and (2, 3) do not match: 3 columns against 2 rows'],
    [() => x.reshape(4), 'reshape: cannot reshape array of size 6 and shape (2, 3) into shape (4,)'],
    [() => np.allclose(x, [1, 2]), 'np.allclose: operands could not be broadcast together with shapes (2, 3) (2,)'],
    [() => np.transpose(x, [0, 0]), 'np.transpose: axes [0, 0] of an array of shape (2, 3): one is named twice'],
    [() => np.expand_dims(x, 4), 'np.expand_dims: axis 4 is out of bounds for an array of shape (2, 3)'],
    [
      () => np.matmul(np.ones([2, 4, 3]), np.ones([5, 3, 4])),
      'np.matmul: operands could not be broadcast together with shapes (2, 4, 3) (5, 3, 4)',
    ],
    [() => x.slice(5), 'slice: index 5 is out of bounds for axis 0 with size 2'],
    [() => x.slice('a'), "slice: 'a' is no index"],
    [() => np.concatenate([x, np.zeros([1, 2])]), 'np.concatenate: arrays must have equal shapes except along axis 0'],
    [
      () => np.zeros([2], 'float16' as np.DType),
      "dtype must be 'float32', 'float64', 'int32' or 'bool', not \"float16\"",
    ],
    [() => np.max(np.zeros(0)), 'np.max: an empty array has no maximum'],
    [() => np.array([[1, 2], [3]]), 'np.array: the nested lists have different lengths'],
    [() => np.broadcast_to([1], [3]).fill(2), 'read-only'],
    [
      () => np.add(undefined as unknown as number, 1),
      'np.add: expected an array, a number or nested lists of numbers, but got undefined',
    ],
    [() => np.copyto(np.arange(2), 0.5), 'np.copyto: cannot write float64 into an array of int32'],
  ])('%#', (run, message) => {
    expect(run).toThrow(np.NpError);
    expect(run).toThrow(message);
  });
});

test('types: a reduction without an axis is a number, everything else an array', () => {
  const x = np.ones([2, 3]);
  expectTypeOf(np.sum(x)).toEqualTypeOf<number>();
  expectTypeOf(np.sum(x, 0)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.sum(x, [0, 1])).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.sum(x, undefined, true)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(x.mean()).toEqualTypeOf<number>();
  expectTypeOf(x.mean(-1, true)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.var(x, null, 1)).toEqualTypeOf<number>();
  expectTypeOf(np.argmax(x, 1)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.all(x)).toEqualTypeOf<boolean>();
  expectTypeOf(np.dot(x, x.T)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.where(x)).toEqualTypeOf<np.NDArray[]>();
  expectTypeOf(np.where(x, 1, 0)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.random.rand()).toEqualTypeOf<number>();
  expectTypeOf(np.random.rand(2)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(np.random.choice(3, 2)).toEqualTypeOf<np.NDArray>();
  expectTypeOf(x.get([0, 1])).toEqualTypeOf<number>();
  expectTypeOf(x.shape).toEqualTypeOf<number[]>();
  const rows: number[][] = x.toArray();
  expect(rows).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
});

describe('numbers that int32 does not have', () => {
  const x = np.zeros(3, 'int32');
  test.each<[string, () => unknown]>([
    ['np.array', () => np.array([1, NaN], 'int32')],
    ['np.array', () => np.array(Infinity, 'int32')],
    ['np.asarray', () => np.asarray([3e9], 'int32')],
    ['np.full', () => np.full(2, 3e9, 'int32')],
    ['np.full_like', () => np.full_like(x, NaN)],
    ['fill', () => x.fill(NaN)],
    ['set', () => x.set(0, NaN)],
    ['set', () => x.set('0:2', [1, NaN])],
    ['set', () => x.set(np.equal(x, 0), 3e9)],
    ['np.put', () => np.put(x, [0], NaN)],
    ['np.putmask', () => np.putmask(x, np.equal(x, 0), NaN)],
  ])('%s refuses them, as NumPy does', (name, write) => {
    expect(write).toThrow(new RegExp(`^${name}: (NaN|Infinity|3000000000) cannot be written as int32`));
    expect(x.toArray()).toEqual([0, 0, 0]);
  });

  test('what is behind the point is cut off, and an array is cast without asking', () => {
    const y = np.zeros(4, 'int32');
    y.set(0, 1.7);
    np.place(y, np.array([false, true, false, false]), [-2.5]);
    y.set(['2:'], np.array([NaN, 3.9]));
    expect(y.toArray()).toEqual([1, -2, expect.any(Number), 3]);
  });
});

describe('operators of JavaScript', () => {
  const [x, one] = [np.array([1, 2]), np.array(1.5)] as unknown as number[];
  test.each([() => x * 2, () => x - 1, () => -x, () => x < 3, () => Math.exp(x)])(
    '%s has no result on an array',
    (operate) => {
      expect(operate).toThrow(
        /^NDArray: JavaScript's operators and Math functions .* shape \(2,\): .*np\.negative\(x\) for -x/,
      );
    },
  );

  test.each([() => x + one, () => 1 + x, () => '' + x, () => x == 1])('%s would be a text, and is none', (operate) => {
    expect(operate).toThrow(/^NDArray: JavaScript's \+ and == .* shape \(2,\): write np\.add\(x, y\) for x \+ y/);
  });

  test('an array of rank 0 is a number, and any array a text', () => {
    expect([one * 2, one + 1, Math.max(one, 1)]).toEqual([3, 2.5, 1.5]);
    expect([`${x}`, String(x), [x].join()]).toEqual(Array(3).fill('[1. 2.]'));
  });
});
