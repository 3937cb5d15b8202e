import { describe, expect, it } from 'vitest';
import type { TrainingPoint } from '../../runtime/protocol/training';
import { panelStrings } from '../../runtime/words/catalogue';
import type { PanelStrings } from '../../runtime/words/en';
import { speaker } from '../../runtime/words/fill';
import { errorShade, logShare, valueShade } from '../../webviews/gradient/shades';
import { slicesOf, worstOf } from '../../webviews/gradient/slices';
import { decimate } from '../../webviews/training/decimate';
import { duration, throughput, timeLeft } from '../../webviews/training/figures';

const point = (step: number, elapsedMs: number, samples: number): TrainingPoint => ({
  step,
  elapsedMs,
  samples,
  trainLoss: 1,
  trainAccuracy: 0,
  testLoss: 1,
  testAccuracy: 0,
});

describe('a long series', () => {
  const samples = Array.from({ length: 5000 }, (_, x) => ({ x, y: Math.sin(x / 50) + (x === 2345 ? 100 : 0) }));
  const drawn = decimate(samples, 400);

  it('is drawn with few points, in order, both ends among them', () => {
    expect(drawn.length).toBeLessThanOrEqual(400);
    expect(drawn.map(({ x }) => x)).toEqual(drawn.map(({ x }) => x).toSorted((a, b) => a - b));
    expect([drawn[0], drawn.at(-1)]).toEqual([samples[0], samples.at(-1)]);
  });

  it('keeps its extremes and its gaps', () => {
    expect(drawn).toContainEqual(samples[2345]);
    const broken = samples.map((sample) => (sample.x === 3000 ? { x: 3000, y: NaN } : sample));
    expect(decimate(broken, 400)).toContainEqual({ x: 3000, y: NaN });
  });

  it('is left alone while it is short', () => {
    expect(decimate(samples.slice(0, 400), 400)).toEqual(samples.slice(0, 400));
  });
});

describe('figures of a run', () => {
  const say = speaker<PanelStrings<'training'>>(panelStrings('training', 'en'));

  it('give the time left by the steps so far', () => {
    expect(timeLeft(point(25, 1000, 0), 100, 0)).toBe(3000);
    // Of which the first half was lost.
    expect(timeLeft(point(25, 1000, 0), 100, 500)).toBe(1500);
    expect(timeLeft(point(25, 1000, 0), 100, 1200)).toBeNaN();
    expect(timeLeft(point(0, 10, 0), 100, 0)).toBeNaN();
    expect(timeLeft(undefined, 100, 0)).toBeNaN();
  });

  it('forget a slow start', () => {
    const series = [point(0, 0, 0), point(1, 7500, 100), point(2, 10_000, 2600)];
    expect(throughput(series)).toBe(1000);
    expect(throughput([])).toBeNaN();
  });

  it.each([
    [420, '420 ms'],
    [3240, '3.2 s'],
    [42_000, '42 s'],
    [125_000, '2 min 5 s'],
    [4_200_000, '1 h 10 min'],
    [NaN, 'n/a'],
  ])('%d ms read as %s', (ms, text) => expect(duration(ms, say)).toBe(text));
});

describe('a tensor', () => {
  it.each([
    [[], 1, [[]]],
    [[4], 1, [[]]],
    [[2, 3], 1, [[]]],
    [
      [2, 1, 2, 3],
      2,
      [
        [0, 0],
        [1, 0],
      ],
    ],
  ])('of shape %j is %i matrices', (shape, count, indexes) => {
    const slices = slicesOf(shape, 0);
    expect(slices).toHaveLength(count);
    expect(slices.map(({ index }) => index)).toEqual(indexes);
  });

  it('covers each entry once', () => {
    const positions = slicesOf([2, 3, 4], 0).flatMap(({ start, rows, columns, stride }) =>
      rows.flatMap((row) => columns.map((column) => start + row * stride + column)),
    );
    expect(positions).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  it('too large to read is drawn around its worst entry', () => {
    const [slice] = slicesOf([100, 50], 77 * 50 + 3);
    expect(slice?.rows).toContain(77);
    expect(slice?.columns).toContain(3);
    expect(slice?.rows).toHaveLength(24);
  });

  it('has its worst entry where the error is largest, no number being worse than any', () => {
    expect(worstOf([0, 0.5, 0.1])).toBe(1);
    expect(worstOf([0, 0.5, NaN, 2])).toBe(2);
    expect(worstOf([0, 0])).toBe(0);
  });
});

describe('shades', () => {
  it('turn red beyond the pass line and not before', () => {
    expect(errorShade(1e-6, 1e-6).colour).toBe('green');
    expect(errorShade(1.01e-6, 1e-6).colour).toBe('red');
    expect(errorShade(NaN, 1e-6)).toEqual({ colour: 'red', share: 1 });
  });

  it('lie on a logarithmic scale', () => {
    expect([0, 1e-12, 1e-6, 1, 2, NaN].map(logShare)).toEqual([0, 0, expect.closeTo(0.5, 12), 1, 1, 1]);
  });

  it('tell signs apart and grow with size', () => {
    expect(valueShade(-1, 2)).toEqual({ colour: 'orange', share: 0.5 });
    expect(valueShade(2, 2)).toEqual({ colour: 'blue', share: 1 });
    expect(valueShade(0, 0).share).toBe(0);
  });
});
