import { afterEach, describe, expect, test } from 'vitest';
import * as np from 'np';
import { engine, setDefaultFloat, setMemoryLimit, setWidenFloat32 } from '../../runtime/np/settings';
import { fromWire, isNDArray, sharesMemory, toWire } from '../../runtime/np/wire';

afterEach(() => {
  setDefaultFloat('float64');
  setWidenFloat32(false);
  setMemoryLimit(Infinity);
});

describe('the default float', () => {
  test('is the dtype of new arrays and of what integers become', () => {
    setDefaultFloat('float32');
    for (const made of [
      np.array([1, 2]),
      np.zeros(2),
      np.ones(2),
      np.linspace(0, 1, 3),
      np.eye(2),
      np.random.rand(2),
      np.array([0.5]),
    ]) {
      expect(made.dtype).toBe('float32');
    }
    const labels = np.arange(3);
    expect(np.divide(labels, 2).dtype).toBe('float32');
    expect(np.mean(labels, 0).dtype).toBe('float32');
    expect(np.exp(np.array([true])).dtype).toBe('float32');
    expect(np.add(labels, 0.5).dtype).toBe('float32');
  });

  test('one array of labels does not turn a float32 net into float64', () => {
    setDefaultFloat('float32');
    expect(np.subtract(np.ones(3), np.arange(3)).dtype).toBe('float32');
    expect(np.matmul(np.ones([1, 3]), np.arange(3)).dtype).toBe('float32');
    expect(np.add(np.ones(3), np.ones(3, 'float64')).dtype).toBe('float64');
    setDefaultFloat('float64');
    expect(np.subtract(np.ones(3, 'float32'), np.arange(3)).dtype).toBe('float64');
  });

  test("a gradient check turns an explicit 'float32' into float64", () => {
    setWidenFloat32(true);
    expect(np.zeros(2, 'float32').dtype).toBe('float64');
    expect(np.ones(2).astype('float32').dtype).toBe('float64');
  });
});

test('a single array over the memory limit is refused by name', () => {
  setMemoryLimit(2 ** 20);
  expect(() => np.zeros([1000, 1000])).toThrow(np.NpMemoryError);
  expect(() => np.zeros([1000, 1000])).toThrow(
    'np.zeros: an array of shape (1000, 1000) and dtype float64 takes 7.6 MB, more than the limit of 1 MB',
  );
  expect(() => np.outer(np.ones(1000), np.ones(1000))).toThrow('limit of 1 MB');
  expect(np.zeros([100, 100]).size).toBe(10000);
});

describe('whatever makes a large array is refused too:', () => {
  const wide = () => np.broadcast_to(np.ones(1), [1000, 1000]);
  test.each<[string, () => unknown]>([
    ['np.add', () => np.add(np.ones([1000, 1]), np.ones([1, 1000]))],
    ['np.outer', () => np.outer(np.ones(1000), np.ones(1000))],
    ['np.random.rand', () => np.random.rand(1000, 1000)],
    ['np.random.randint', () => np.random.randint(0, 5, [1000, 1000])],
    ['np.random.choice', () => np.random.choice(5, [1e5, 1e6])],
    ['np.random.choice', () => np.random.choice(1e12, 3, false)],
    ['np.random.permutation', () => np.random.permutation(1e12)],
    ['np.isclose', () => np.isclose(np.ones([1000, 1]), np.ones([1, 1000]))],
    ['np.array', () => np.array(Array.from({ length: 1e6 }))],
    ['reading', () => String(wide())],
    ['np.unique', () => np.unique(wide())],
  ])('%s', (name, make) => {
    setMemoryLimit(2 ** 20);
    expect(make).toThrow(np.NpMemoryError);
    expect(make).toThrow(`${name}: an array of shape`);
  });
});

test('an integer result that leaves int32 throws instead of wrapping round', () => {
  const x = np.full([2], 2 ** 30);
  for (const run of [
    () => np.add(x, x),
    () => np.multiply(x, x),
    () => x.sum(0),
    () => x.cumsum(),
    () => np.dot(x, x),
    () => np.power(x, 2),
  ]) {
    expect(run).toThrow('range of int32');
  }
  expect(np.sum(x)).toBe(2 ** 31);
});

describe('the wire', () => {
  test.each(['float64', 'float32', 'int32', 'bool'] as const)(
    'carries %s there and back, from a strided view too',
    (dtype) => {
      const x = np
        .array(
          [
            [0, 1, 0],
            [1, 1, 0],
          ],
          dtype,
        )
        .T.slice('::-1');
      const sent = toWire(x);
      expect(sent).toMatchObject({ kind: 'ndarray', dtype, shape: [3, 2] });
      const back = fromWire(sent);
      expect(back.dtype).toBe(dtype);
      expect(back.toArray()).toEqual(x.toArray());
    },
  );

  test('NaN, infinities and -0 are exact', () => {
    const back = fromWire(toWire(np.array([NaN, -Infinity, -0]))).toArray<number[]>();
    expect(back).toEqual([NaN, -Infinity, -0]);
  });

  test('reads bytes that are not aligned, and refuses a wrong count', () => {
    const frame = new Uint8Array(17);
    new DataView(frame.buffer).setFloat64(1, 2.5, true);
    new DataView(frame.buffer).setFloat64(9, -1, true);
    expect(fromWire({ kind: 'ndarray', dtype: 'float64', shape: [2], bytes: frame.subarray(1) }).toArray()).toEqual([
      2.5, -1,
    ]);
    expect(() => fromWire({ kind: 'ndarray', dtype: 'float64', shape: [3], bytes: frame.subarray(1) })).toThrow(
      '16 bytes',
    );
  });

  test('shared memory is told exactly', () => {
    const x = np.zeros(6);
    expect(sharesMemory(x, x.reshape(2, 3).T)).toBe(true);
    expect(sharesMemory(x.slice('::2'), x.slice('1::2'))).toBe(false);
    expect(sharesMemory(x, x.copy())).toBe(false);
  });

  test('arrays are known by their brand, not by their looks', () => {
    const x = np.ones(2);
    expect(isNDArray(x)).toBe(true);
    expect(isNDArray(new Proxy(x, {}))).toBe(false);
    expect(isNDArray(Object.create(np.NDArray.prototype))).toBe(false);
    expect([null, undefined, 3, [1], { shape: [2] }].some(isNDArray)).toBe(false);
  });

  test('the methods of arrays cannot be replaced, and replaced globals do not change what is sent', () => {
    const x = np.array([1, 2, 3]).slice('1:');
    expect(() => Object.assign(np.NDArray.prototype, { toArray: () => [9] })).toThrow(TypeError);
    const { subarray } = Float64Array.prototype;
    const arrays = Array.prototype as { map: unknown };
    const floats = Float64Array.prototype as { subarray: unknown };
    const { map } = arrays;
    try {
      floats.subarray = () => new Float64Array([9, 9]);
      arrays.map = () => [];
      const { bytes, shape } = toWire(x);
      expect([...new Float64Array(bytes.buffer as ArrayBuffer)]).toEqual([2, 3]);
      expect(shape).toEqual([2]);
    } finally {
      floats.subarray = subarray;
      arrays.map = map;
    }
  });
});

test('the engine says what it is and what it has handed out', () => {
  const { allocatedBytes } = engine().stats();
  np.zeros([10, 10]);
  expect(engine().stats().allocatedBytes - allocatedBytes).toBe(800);
  expect(engine().capabilities()).toMatchObject({ name: 'javascript', missing: [] });
});
