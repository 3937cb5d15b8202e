import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../runtime/engines/engine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { openEngine } from '../../runtime/node/openEngine';
import * as np from '../../runtime/np/np';
import { setEngine } from '../../runtime/np/settings';
import { findPython, Numpy } from '../oracle/askNumpy';
import { difference } from '../oracle/compareAnswers';
import { Dice } from '../oracle/dice';
import { runCase, type Answer } from '../oracle/runCase';
import { largeProgram, type LargeProgram } from './largeProgram';

// Programs written with np, on the engines of the processor: their float32 before float64, and before NumPy itself.

const dist = join(import.meta.dirname, '../../dist');
const reference = createJavaScriptEngine();
const candidates = ['cpu', 'native'].map((name) => {
  const { engine, report } = openEngine(name, dist);
  const absent = report.name === name ? undefined : report.passedOver.map(({ why, detail }) => `${why}: ${detail}`);
  return [absent ? `${name} (skipped: ${absent.join()})` : name, { engine, absent }] as const;
});

afterEach(() => setEngine(reference));

function on<T>(engine: Engine, run: () => T): T {
  setEngine(engine);
  const result = run();
  setEngine(reference);
  return result;
}

/** Half the distance from 1 to the next float32. */
const u = 2 ** -24;
const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);
const valuesOf = (x: np.NDArray) => x.reshape(-1).toArray<number[]>();

/** float32 numbers: with an even seed of both signs, with an odd one of one sign, so that no roundings cancel. */
function drawn(seed: number, count: number): number[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => {
    const value = Math.fround(dice.normal());
    return seed % 2 === 0 ? value : Math.abs(value);
  });
}

/** `turned`: the same array, but the first axis is the one that lies together in memory. */
function laid(values: readonly number[], shape: number[], turned: boolean): np.NDArray {
  const straight = np.array(values, 'float32').reshape(shape);
  return turned ? straight.T.copy().T : straight;
}

/** What is right, in float64, and the sum of the magnitudes of which it is made. */
interface Exact {
  values: Float64Array;
  magnitudes: Float64Array;
}

/** The largest error, in units of `u` times its magnitudes. */
function worst(found: readonly number[], { values, magnitudes }: Exact): number {
  expect(found).toHaveLength(values.length);
  return found.reduce((most, value, i) => {
    const error = value === values[i] ? 0 : Math.abs(value - values[i]!) / (u * magnitudes[i]!);
    return Math.max(most, error);
  }, 0);
}

function product(x: readonly number[], y: readonly number[], m: number, k: number, n: number): Exact {
  const exact = { values: new Float64Array(m * n), magnitudes: new Float64Array(m * n) };
  for (let i = 0; i < m; i++)
    for (let p = 0; p < k; p++)
      for (let j = 0; j < n; j++) {
        const term = x[i * k + p]! * y[p * n + j]!;
        exact.values[i * n + j]! += term;
        exact.magnitudes[i * n + j]! += Math.abs(term);
      }
  return exact;
}

function sums(x: readonly number[], shape: readonly number[], axis: number): Exact {
  const inner = sizeOf(shape.slice(axis + 1)),
    outer = sizeOf(shape.slice(0, axis));
  const exact = { values: new Float64Array(outer * inner), magnitudes: new Float64Array(outer * inner) };
  x.forEach((value, i) => {
    const at = Math.floor(i / (inner * shape[axis]!)) * inner + (i % inner);
    exact.values[at]! += value;
    exact.magnitudes[at]! += Math.abs(value);
  });
  return exact;
}

const softmax = (x: np.NDArray) => {
  const powers = np.exp(np.subtract(x, np.max(x, -1, true)));
  return np.divide(powers, np.sum(powers, -1, true));
};

describe.each(candidates)('float32, before float64, on %s', (_, { engine, absent }) => {
  it.skipIf(absent).each([
    [1, 1, 1],
    [3, 5, 7],
    [4, 0, 5],
    [17, 33, 9],
    [65, 130, 67],
    [127, 255, 129],
    [200, 300, 200],
    [1, 1000, 1],
    [1, 300, 257],
    [257, 300, 1],
    [300, 1, 299],
    [2, 5000, 3],
    [9, 20_011, 8],
  ])('a product (%i, %i) by (., %i) is within 32 u |A||B|, either factor turned or not', (m, k, n) => {
    for (const seed of [0, 1]) {
      const x = drawn(seed, m * k),
        y = drawn(seed + 2, k * n);
      const exact = product(x, y, m, k, n);
      for (const [first, second] of [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ] as const) {
        const found = on(engine, () => np.matmul(laid(x, [m, k], first), laid(y, [k, n], second)));
        expect(found.dtype).toBe('float32');
        expect(worst(valuesOf(found), exact), `turned: ${first}, ${second}; seed ${seed}`).toBeLessThanOrEqual(32);
      }
    }
  });

  it
    .skipIf(absent)
    .each([[[7]], [[100_003]], [[1000, 1000]], [[3, 100_003]], [[100_003, 3]], [[37, 41, 43]], [[5, 3000, 7]]])(
    'sums of %j on every axis are within 16 u of the sum of magnitudes',
    (shape) => {
      for (const seed of [0, 1]) {
        const x = drawn(seed, sizeOf(shape));
        const all = sums(x, [x.length], 0);
        for (const turned of [false, true]) {
          const array = on(engine, () => laid(x, shape, turned));
          const total = on(engine, () => Number(np.sum(array)));
          expect(worst([total], all), `in all; turned: ${turned}; seed ${seed}`).toBeLessThanOrEqual(16);
          for (const axis of shape.keys()) {
            const found = on(engine, () => valuesOf(np.asarray(np.sum(array, axis))));
            const said = `axis ${axis}; turned: ${turned}; seed ${seed}`;
            expect(worst(found, sums(x, shape, axis)), said).toBeLessThanOrEqual(16);
          }
        }
      }
    },
  );

  it.skipIf(absent).each([
    [[1_000_000, 1], 0],
    [[1_000_000, 3], 0],
    [[1, 1_000_000], 1],
    [[3, 1_000_000], 1],
  ])('a million times 0.1, as %j on axis %i', (shape, axis) => {
    const found = on(engine, () => valuesOf(np.asarray(np.sum(np.full(shape, 0.1, 'float32'), axis))));
    const exact = new Float64Array(shape[1 - axis]!).fill(1e6 * Math.fround(0.1));
    expect(worst(found, { values: exact, magnitudes: exact })).toBeLessThanOrEqual(16);
  });

  it.skipIf(absent).each([
    [[64, 10], 1],
    [[64, 10], 30],
    [[100, 1000], 1],
    [[100, 1000], 10],
    [[7, 10_007], 3],
    [[3, 50, 70], 5],
  ])('softmax of %j, numbers around %i, is within 1e-6, and within 1e-5 of what is above that', (shape, scale) => {
    for (const seed of [0, 1]) {
      const x = drawn(seed, sizeOf(shape)).map((value) => Math.fround(value * scale));
      const found = on(engine, () => softmax(np.array(x, 'float32').reshape(shape)));
      expect(found.dtype).toBe('float32');
      const exact = valuesOf(softmax(np.array(x, 'float64').reshape(shape)));
      const wrong = valuesOf(found).filter((p, i) => {
        const error = Math.abs(p - exact[i]!);
        return !(error <= 1e-6 && (exact[i]! <= 1e-6 || error <= 1e-5 * exact[i]!));
      });
      expect(wrong, `seed ${seed}`).toEqual([]);
    }
  });
});

/** What differs first, and in which step. */
function firstDifference({ each, agreements }: LargeProgram, ours: Answer, theirs: Answer): string | undefined {
  if (ours.kind !== 'several' || theirs.kind !== 'several') return 'no answers to a program';
  if (ours.items.length !== theirs.items.length) return `${ours.items.length} answers, not ${theirs.items.length}`;
  for (const [i, item] of ours.items.entries()) {
    const found = difference(item, theirs.items[i]!, { agreement: agreements[i] ?? 'exact' });
    const { args: _, ...step } = each.program[i] ?? { step: 'what was written to', args: [] };
    if (found !== undefined) return `step ${i}, ${JSON.stringify(step)}: ${found}`;
  }
  return undefined;
}

const python = findPython();
const programs = 60;
const before =
  'missing' in python ? `plain JavaScript (and not NumPy: ${python.missing})` : 'plain JavaScript and NumPy';

describe.each(candidates)(`as ${before}, on %s`, (_, { engine, absent }) => {
  it.skipIf(absent)(`${programs} programs on large arrays`, async () => {
    const numpy = 'missing' in python ? undefined : new Numpy(python.python);
    const failures: string[] = [];
    try {
      for (let seed = 0; seed < programs; seed++) {
        const program = largeProgram(seed);
        const asked = numpy?.answer(program.each);
        const ours = on(engine, () => runCase(program.each));
        const answers = { 'plain JavaScript': runCase(program.each), ...(asked && { NumPy: await asked }) };
        for (const [who, theirs] of Object.entries(answers)) {
          const found = firstDifference(program, ours, theirs);
          if (found !== undefined) failures.push(`seed ${seed}, before ${who}: ${found}`);
        }
      }
    } finally {
      numpy?.end();
    }
    expect(failures.join('\n')).toBe('');
  });
});
