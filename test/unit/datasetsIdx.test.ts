import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { loadDigits } from '../../runtime/datasets/digits';
import { readIdx, writeIdx } from '../../runtime/datasets/idx';

describe('IDX', () => {
  test('is laid out as MNIST: two zeros, type, rank, big-endian lengths, elements', () => {
    const bytes = writeIdx({ shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 255) });
    expect(Array.from(bytes)).toEqual([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]);
    const [integers, floats] = [Int32Array.of(-2), Float32Array.of(1)].map((data) => writeIdx({ shape: [1], data }));
    expect(Array.from(integers)).toEqual([0, 0, 0x0c, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xfe]);
    expect(Array.from(floats)).toEqual([0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0x80, 0, 0]);
  });

  test.each([
    { shape: [2, 2], data: Uint8Array.of(0, 1, 2, 255) },
    { shape: [3, 1], data: Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1) },
    { shape: [4], data: Float32Array.of(-0, 0.1, Infinity, NaN) },
    { shape: [0, 5], data: new Uint8Array() },
  ])('round trip of %o', (array) => {
    const bytes = writeIdx(array);
    expect(readIdx(bytes)).toEqual(array);
    // The same from the middle of a larger buffer, at an odd place.
    const within = new Uint8Array(bytes.length + 6);
    within.set(bytes, 3);
    expect(readIdx(within.subarray(3, -3))).toEqual(array);
  });

  test('what is read is a copy, from a Buffer too', () => {
    const file = Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]);
    const { data } = readIdx(file);
    file[8] = 0;
    expect(data).toStrictEqual(Uint8Array.of(7));
  });

  test.each<[string, number[], string]>([
    ['gzip', [0x1f, 0x8b, 8, 0], 'gzip file: unpack it first'],
    ['another format', [0x89, 0x50, 0x4e, 0x47], 'begins with 89 50 4e 47'],
    ['nothing', [], '0 bytes are too few'],
    ['an unknown type', [0, 0, 0x0e, 1, 0, 0, 0, 0], 'type 0e is not supported'],
    ['half a header', [0, 0, 8, 2, 0, 0, 0, 1], 'rank 2 has 12 bytes, the file 8'],
    [
      'too few elements',
      [0, 0, 8, 1, 0, 0, 0, 3, 1, 2],
      'truncated IDX file: shape (3) needs 11 bytes, the file has 10',
    ],
    ['too many elements', [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], 'bytes left over: shape (1) needs 9 bytes, the file has 10'],
    ['absurd lengths', [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255], 'truncated IDX file'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readIdx(Uint8Array.from(bytes))).toThrow(message);
  });

  test('is not written where shape and data disagree', () => {
    expect(() => writeIdx({ shape: [2, 2], data: new Uint8Array(3) })).toThrow(
      'shape (2, 2) has 4 elements, the data 3',
    );
  });
});

describe('digits', () => {
  const images = writeIdx({ shape: [2, 1, 2], data: Uint8Array.of(0, 255, 51, 102) });
  const labels = writeIdx({ shape: [2], data: Uint8Array.of(3, 9) });

  test('are pixels from 0 to 1, one row per image', () => {
    expect(loadDigits({ images, labels })).toEqual({
      x: Float32Array.of(0, 1, 0.2, 0.4),
      labels: Uint8Array.of(3, 9),
      count: 2,
      pixels: 2,
    });
  });

  test('are refused where the files do not belong together', () => {
    const label = (...values: number[]) => writeIdx({ shape: [values.length], data: Uint8Array.from(values) });
    expect(() => loadDigits({ images: labels, labels })).toThrow('images: rank 3 expected, but the file has rank 1');
    expect(() => loadDigits({ images, labels: images })).toThrow('labels: rank 1 expected, but the file has rank 3');
    expect(() => loadDigits({ images, labels: label(1) })).toThrow('2 images, but 1 labels');
    expect(() => loadDigits({ images, labels: label(1, 10) })).toThrow('labels: 10 is not a digit');
    const floats = writeIdx({ shape: [2], data: Float32Array.of(1, 2) });
    expect(() => loadDigits({ images, labels: floats })).toThrow(
      'labels: bytes expected, but the file holds Float32Array',
    );
  });

  test('of MNIST load too, where DOJO_MNIST names a folder with them', (ctx) => {
    const mnist = process.env.DOJO_MNIST;
    if (!mnist) return ctx.skip('DOJO_MNIST does not name a folder with MNIST');
    const [images, labels] = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((name) =>
      gunzipSync(readFileSync(path.join(mnist, name))),
    );
    const digits = loadDigits({ images, labels });
    expect([digits.count, digits.pixels, digits.x.length]).toEqual([10_000, 784, 7_840_000]);
    expect(Array.from(digits.labels.subarray(0, 5))).toEqual([7, 2, 1, 0, 4]);
    expect(digits.x.reduce((sum, x) => sum + x, 0) / digits.x.length).toBeCloseTo(0.1325, 3);
    expect(digits.x.some((x) => x === 1)).toBe(true);
  });
});
