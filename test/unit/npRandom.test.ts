import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import * as np from 'np';
import { seededMathRandom } from '../../runtime/np/random';
import { setDefaultFloat } from '../../runtime/np/settings';
import { findPython } from '../oracle/askNumpy';

afterEach(() => setDefaultFloat('float64'));

describe("the streams are NumPy's", () => {
  // One stream, in this order; the literals are what NumPy 2 prints.
  test('for every kind of draw after one seed', () => {
    np.random.seed(42);
    expect(np.random.rand(3).toArray()).toEqual([0.3745401188473625, 0.9507143064099162, 0.7319939418114051]);
    expect(np.random.randn(3).toArray()).toEqual([-1.1118801180469204, 0.31890218468938336, 0.2790412922001377]);
    expect(np.random.randint(0, 100, 6).toArray()).toEqual([23, 2, 21, 52, 1, 87]);
    expect(np.random.randint(7)).toBe(3);
    expect(np.random.randint(-(2 ** 31), 2 ** 31, 2).toArray()).toEqual([1883569565, -1235494107]);
    expect(np.random.randint(0, 2 ** 31 - 1, 2).toArray()).toEqual([3344769, 780932287]);
    expect(np.random.permutation(6).toArray()).toEqual([5, 2, 1, 0, 4, 3]);
    expect(np.random.choice(10, 4).toArray()).toEqual([8, 0, 9, 2]);
    expect(np.random.choice(10, 4, false).toArray()).toEqual([1, 9, 8, 5]);
    expect(np.random.choice(5, 4, true, [0.1, 0.2, 0.3, 0.3, 0.1]).toArray()).toEqual([2, 0, 4, 2]);
    expect(np.random.choice(5, 3, false, [0.1, 0.2, 0.3, 0.3, 0.1]).toArray()).toEqual([2, 0, 1]);
    const x = np.arange(6).reshape(3, 2);
    np.random.shuffle(x);
    expect(x.toArray()).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    const rows = np.random.permutation(np.arange(8).reshape(4, 2)).toArray();
    expect(rows).toEqual([
      [6, 7],
      [2, 3],
      [0, 1],
      [4, 5],
    ]);
    expect(np.random.normal(2, 0.5, 3).toArray()).toEqual([2.5052576424032633, 2.4112724560515946, 1.3895781750144889]);
    expect(np.random.uniform(-1, 1, 2).toArray()).toEqual([-0.3765778478211781, 0.040136042355621626]);
    expect(np.random.rand()).toBe(0.5467102793432796);
    expect(np.random.choice([1.5, 2.5, 3.5], 2).toArray()).toEqual([2.5, 1.5]);
    expect(np.random.randn()).toBe(0.7384665799954104);
  });

  test('for the largest seed', () => {
    np.random.seed(2 ** 32 - 1);
    expect(np.random.rand()).toBe(0.0976320289940138);
  });

  test('a seed forgets the normal draw that was kept back', () => {
    np.random.seed(1);
    const first = np.random.randn();
    np.random.seed(1);
    expect(np.random.randn()).toBe(first);
  });

  const found = findPython();
  test(`bit for bit over long runs${'missing' in found ? ` (skipped: ${found.missing})` : ''}`, (ctx) => {
    if ('missing' in found) return ctx.skip(found.missing);
    const program = `
import numpy as np, json
np.random.seed(7)
print(json.dumps({k: v.tolist() for k, v in dict(rand=np.random.rand(20000), randint=np.random.randint(0, 1000, 20000),
  permutation=np.random.permutation(5000), choice=np.random.choice(60000, 2000, False), randn=np.random.randn(20000)).items()}))`;
    const numpys = JSON.parse(
      spawnSync(found.python, ['-c', program], { encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout,
    );
    np.random.seed(7);
    expect(np.random.rand(20000).toArray()).toEqual(numpys.rand);
    expect(np.random.randint(0, 1000, 20000).toArray()).toEqual(numpys.randint);
    expect(np.random.permutation(5000).toArray()).toEqual(numpys.permutation);
    expect(np.random.choice(60000, 2000, false).toArray()).toEqual(numpys.choice);
    // NumPy's own normal draws differ between platforms in the last bit: they take log from the C library. Ours is
    // the correctly rounded one.
    const ours = np.random.randn(20000).toArray<number[]>();
    const differing = ours.filter((value, i) => value !== numpys.randn[i]);
    expect(differing.length).toBeLessThan(20);
    ours.forEach((value, i) =>
      expect(Math.abs(value - numpys.randn[i])).toBeLessThanOrEqual(2 ** -52 * Math.abs(value)),
    );
  });
});

describe('draws', () => {
  test('in float32 are the same stream, rounded', () => {
    np.random.seed(3);
    const wide = np.random.randn(5).toArray<number[]>();
    setDefaultFloat('float32');
    np.random.seed(3);
    const narrow = np.random.randn(5);
    expect(narrow.dtype).toBe('float32');
    expect(narrow.toArray()).toEqual(wide.map(Math.fround));
  });

  test('Math.random has a stream of its own, fixed by its seed', () => {
    const first = seededMathRandom(42);
    const second = seededMathRandom(42);
    expect(first()).toBe(0.3745401188473625);
    np.random.rand(10);
    expect([second(), second()]).toEqual([0.3745401188473625, first()]);
  });

  test('throw where NumPy raises', () => {
    expect(() => np.random.seed(-1)).toThrow('from 0 to 2**32 - 1');
    expect(() => np.random.randint(5, 5)).toThrow('must be less than high');
    expect(() => np.random.choice(3, 4, false)).toThrow('cannot take 4 of 3');
    expect(() => np.random.choice(3, 2, true, [0.5, 0.5])).toThrow('as many probabilities');
    expect(() => np.random.normal(0, -1, 2)).toThrow('negative');
  });
});
