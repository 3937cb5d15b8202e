import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import * as np from 'np';
import { setDefaultFloat } from '../../runtime/np/settings';
import { findPython } from '../oracle/askNumpy';

afterEach(() => setDefaultFloat('float64'));

const found = findPython();
const numpy = (program: string) =>
  'missing' in found
    ? undefined
    : JSON.parse(spawnSync(found.python, ['-c', program], { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout);
const skipped = 'missing' in found ? ` (skipped: ${found.missing})` : '';

describe("default_rng draws NumPy's streams", () => {
  // One stream, in this order; the literals are what NumPy 2 prints.
  test('for every kind of draw after one seed', () => {
    const rng = np.random.default_rng(42);
    const p = [0.1, 0.2, 0.3, 0.3, 0.1];
    expect(rng.random(2).toArray()).toEqual([0.7739560485559633, 0.4388784397520523]);
    expect(rng.standard_normal(2).toArray()).toEqual([0.7504511958064572, 0.9405647163912139]);
    expect(rng.integers(0, 10, 5).toArray()).toEqual([2, 0, 5, 9, 7]);
    expect(rng.permutation(5).toArray()).toEqual([1, 4, 2, 3, 0]);
    expect(rng.choice(10, 4, false).toArray()).toEqual([3, 4, 8, 1]);
    expect(rng.choice(5, 3, true, p).toArray()).toEqual([3, 2, 1]);
    expect(rng.choice(5, 3, false, p).toArray()).toEqual([2, 0, 3]);
    expect(rng.uniform(-1, 1)).toBe(0.2633287982441297);
    expect(rng.normal(2, 0.5)).toBe(1.9075688182273698);
    expect(rng.exponential(2)).toBe(0.44715274442464076);
    expect(rng.integers(7)).toBe(0);
  });

  test(`bit for bit over long runs${skipped}`, (ctx) => {
    if ('missing' in found) return ctx.skip(found.missing);
    const numpys = numpy(`
import numpy as np, json
r = np.random.default_rng([7, 2**40])
print(json.dumps([each.tolist() for each in (r.random(20000), r.standard_normal(200000), r.exponential(3, 200000),
  r.integers(0, 1000, 20000), r.integers(-2**31, 2**31, 2000), r.permutation(5000), r.choice(60000, 2000, False),
  r.choice(60000, 100, False), r.choice(60000, 100, False, shuffle=False), r.normal(1, 2, 2000), r.uniform(-3, 5, 2000),
  r.permutation(np.arange(60).reshape(3, 20), axis=1))]))`);
    const rng = np.random.default_rng([7, 2 ** 40]);
    const ours = [
      rng.random(20000),
      rng.standard_normal(200000),
      rng.exponential(3, 200000),
      rng.integers(0, 1000, 20000),
      rng.integers(-(2 ** 31), 2 ** 31, 2000),
      rng.permutation(5000),
      rng.choice(60000, 2000, false),
      rng.choice(60000, 100, false),
      rng.choice(60000, 100, false, null, 0, false),
      rng.normal(1, 2, 2000),
      rng.uniform(-3, 5, 2000),
      rng.permutation(np.arange(60).reshape(3, 20), 1),
    ];
    ours.forEach((draws, i) => expect(draws.toArray()).toEqual(numpys[i]));
  });

  test(`from every kind of seed${skipped}`, (ctx) => {
    if ('missing' in found) return ctx.skip(found.missing);
    const seeds = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, [], [5], [0, 0], [1, 2, 3, 4, 5, 6, 7], [2 ** 40, 3]];
    const numpys = numpy(
      `import numpy as np, json; print(json.dumps([np.random.default_rng(s).random() for s in ${JSON.stringify(seeds)}]))`,
    );
    expect(seeds.map((seed) => np.random.default_rng(seed).random())).toEqual(numpys);
  });
});

describe('a generator', () => {
  test('has a state of its own', () => {
    const first = np.random.default_rng(1),
      second = np.random.default_rng(1);
    const draws = first.random(3).toArray();
    np.random.rand(5);
    expect(second.random(3).toArray()).toEqual(draws);
    expect(first.random(3).toArray()).not.toEqual(draws);
  });

  test('without a seed is another one each time', () => {
    expect(np.random.default_rng().random()).not.toBe(np.random.default_rng().random());
  });

  test('shuffles in place as it permutes', () => {
    const x = np.arange(10);
    np.random.default_rng(3).shuffle(x);
    expect(x.toArray()).toEqual(np.random.default_rng(3).permutation(10).toArray());
  });

  test('draws the same stream in float32, rounded', () => {
    const wide = np.random.default_rng(3).standard_normal(5).toArray<number[]>();
    setDefaultFloat('float32');
    const narrow = np.random.default_rng(3).standard_normal(5);
    expect(narrow.dtype).toBe('float32');
    expect(narrow.toArray()).toEqual(wide.map(Math.fround));
  });

  test('throws where NumPy raises', () => {
    const rng = np.random.default_rng(0);
    expect(() => np.random.default_rng(-1)).toThrow('a seed is a whole number');
    expect(() => np.random.default_rng(0.5)).toThrow('a seed is a whole number');
    expect(() => rng.integers(5, 5)).toThrow('must be less than high');
    expect(() => rng.choice(3, 4, false)).toThrow('cannot take 4 of 3');
    expect(() => rng.choice(0, 1)).toThrow('something to choose from');
    expect(() => rng.normal(0, -1)).toThrow('negative');
    expect(() => rng.uniform(1, 0)).toThrow('rising');
    expect(() => rng.permutation(np.array(1))).toThrow('rank 1');
  });
});
