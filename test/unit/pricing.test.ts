import { describe, expect, it } from 'vitest';
import { choose } from '../../runtime/engines/pricing/choose';
import type { EngineCosts } from '../../runtime/engines/pricing/costs';
import { at, rising } from '../../runtime/engines/pricing/curve';
import { parseCosts } from '../../runtime/engines/pricing/parseCosts';
import { price } from '../../runtime/engines/pricing/price';
import { productMs } from '../../runtime/engines/pricing/products';
import { parseStepFeatures } from '../../runtime/protocol/parsePricing';
import {
  callKinds,
  type CallGroup,
  type CallKind,
  type ProductGroup,
  type StepFeatures,
} from '../../runtime/protocol/pricing';
import { Dice } from '../oracle/dice';

/** Every call takes 0.001 ms and 1 ns an element, every product 0.001 ms and 0.1 ns a multiplication; `slower` times as long. */
function costsOf(engine: string, slower = 1): EngineCosts {
  const curve = [1, 1000, 1_000_000].map((size): [number, number] => [size, slower * (0.001 + size * 1e-6)]);
  const sides = [1, 10, 100];
  return {
    formatVersion: 1,
    measuredOn: { engine, device: 'd', processor: 'p', cores: 2, node: '20', version: 'v' },
    readyMs: 100,
    perCallMs: 0,
    whole: Object.fromEntries(callKinds.map((kind) => [kind, curve])) as Record<CallKind, typeof curve>,
    rowMs: { elementwise: 1e-6, copy: 2e-6, fold: 3e-6, blocks: 4e-6 },
    across: { elementwise: curve.map(([size, ms]) => [size, 2 * ms]), fold: curve },
    products: {
      sides,
      ms: sides.flatMap((m) => sides.flatMap((k) => sides.map((n) => slower * (0.001 + m * k * n * 1e-7)))),
    },
    distance: [
      [1e6, 0],
      [1e8, 0.1],
    ],
  };
}

const call = (group: Partial<CallGroup> = {}): CallGroup => ({
  kind: 'arithmetic',
  form: 'whole',
  size: 1000,
  rows: 1,
  float64: 'none',
  bytes: 12_000,
  count: 1,
  ...group,
});
const product = (m: number, k: number, n: number, group: Partial<ProductGroup> = {}): ProductGroup => ({
  batch: 1,
  m,
  k,
  n,
  transposed: 'none',
  float64: 'none',
  bytes: 4 * (m * k + k * n + m * n),
  count: 1,
  ...group,
});
const step = (calls: CallGroup[], products: ProductGroup[] = [], workingSetBytes = 0): StepFeatures => ({
  calls,
  products,
  workingSetBytes,
});

describe('a curve', () => {
  const curve: [number, number][] = [
    [1, 2],
    [10, 3],
    [100, 40],
  ];
  it('goes through what was measured, on from there, and costs a call before', () => {
    for (const [size, ms] of curve) expect(at(curve, size)).toBeCloseTo(ms);
    expect(at(curve, 55)).toBeCloseTo(21.5);
    expect(at(curve, 190)).toBeCloseTo(77);
    expect(at([[10, 5]], 40)).toBeCloseTo(20);
    expect(at(curve, 0.5)).toBe(2);
  });

  it('rises, whatever the noise', () => {
    const noisy: [number, number][] = [1, 2, 3, 4, 5].map((size, i) => [size, [5, 3, 4, 9, 8][i]!]);
    expect(rising(noisy).map(([, ms]) => ms)).toEqual([4, 4, 4, 8.5, 8.5]);
  });
});

describe('the price of a step', () => {
  const costs = costsOf('one');

  it('is the sum of its calls', () => {
    const [a, b] = [call(), call({ kind: 'exp', size: 500_000, count: 3 })];
    const products = [product(10, 10, 10, { count: 2 })];
    expect(price(step([a]), costs)).toBeCloseTo(0.002, 10);
    expect(price(step([b]), costs)).toBeCloseTo(3 * 0.501, 10);
    expect(price(step([], products), costs)).toBeCloseTo(2 * 0.0011, 10);
    expect(price(step([a, b], products), costs)).toBeCloseTo(0.002 + 3 * 0.501 + 2 * 0.0011, 10);
  });

  it('counts what np does around every call', () => {
    const dear = { ...costs, perCallMs: 0.5 };
    expect(price(step([call({ count: 4 })], [product(1, 1, 1)]), dear)).toBeGreaterThan(2.5);
  });

  it('never falls when anything grows', () => {
    const forms = ['whole', 'rows', 'blocks', 'across'] as const;
    for (let seed = 0; seed < 500; seed++) {
      const dice = new Dice(seed);
      const group = call({
        kind: dice.pick(callKinds),
        form: dice.pick(forms),
        size: dice.int(1, 5_000_000),
        rows: dice.int(1, 1000),
        bytes: dice.int(1, 1e8),
      });
      const sides = [dice.int(1, 3000), dice.int(1, 3000), dice.int(1, 3000)] as const;
      const of = (grown: number[], more: Partial<CallGroup> = {}, set = 1e7) =>
        price(step([{ ...group, ...more }], [product(grown[0]!, grown[1]!, grown[2]!, { bytes: 0 })], set), costs);
      const before = of([...sides]);
      expect(of([...sides], { size: group.size + dice.int(1, 1e6) })).toBeGreaterThanOrEqual(before);
      expect(of([...sides], { rows: group.rows + dice.int(1, 1000) })).toBeGreaterThanOrEqual(before);
      expect(of([...sides], { count: 2 })).toBeGreaterThan(before);
      expect(of([...sides], {}, 1e9)).toBeGreaterThanOrEqual(before);
      for (const axis of [0, 1, 2])
        expect(of(sides.map((side, i) => (i === axis ? side * 2 : side)))).toBeGreaterThan(before);
    }
  });

  it('pays once for several products in one call', () => {
    const one = price(step([], [product(10, 10, 10)]), costs);
    const many = price(step([], [product(10, 10, 10, { batch: 50 })]), costs);
    expect(many).toBeGreaterThan(one);
    expect(many).toBeLessThan(50 * one);
  });

  it('has products that are larger than all that was measured go on from there', () => {
    expect(productMs(costs.products, 5, 50, 20)).toBeCloseTo(0.0015, 10);
    const [most, call] = [0.101, 0.001];
    expect(productMs(costs.products, 200, 300, 100)).toBeCloseTo(call + 6 * (most - call), 2);
  });

  it('is higher where the arrays of a step do not fit where those of one call do', () => {
    const large = call({ size: 200_000, bytes: 2 ** 20 });
    expect(price(step([large], [], 1e8), costs) - price(step([large], [], 1e6), costs)).toBeCloseTo(0.1, 2);
  });
});

describe('the choice', () => {
  const features = step([call()]);
  it('is the fastest, with all predictions behind it in their order', () => {
    const found = choose(features, [costsOf('native', 3), costsOf('cpu', 9), costsOf('webgpu')]);
    expect(found.map(({ engine }) => engine)).toEqual(['webgpu', 'native', 'cpu']);
    expect(found[1]!.msPerStep).toBeCloseTo(3 * found[0]!.msPerStep);
  });

  it('is the nearer one where it makes no difference', () => {
    const found = choose(features, [costsOf('webgpu', 0.95), costsOf('cpu', 1), costsOf('native', 1.04)]);
    expect(found.map(({ engine }) => engine)).toEqual(['native', 'webgpu', 'cpu']);
    expect(choose(features, [costsOf('webgpu', 0.8), costsOf('native', 1)])[0]!.engine).toBe('webgpu');
  });

  it('is no device for a net in float64, which the processor computes all the same', () => {
    const all = [costsOf('webgpu', 0.1), costsOf('native', 1), costsOf('cpu', 3)];
    expect(choose(features, all)[0]!.engine).toBe('webgpu');
    const wide = choose(step([call({ float64: 'all' })], [product(10, 10, 10, { float64: 'all' })]), all);
    expect(wide.map(({ engine }) => engine)).toEqual(['native', 'webgpu', 'cpu']);
    // What it holds is fetched for that.
    const mixed = choose(step([call({ float64: 'some' })]), [costsOf('webgpu', 5), costsOf('cpu', 3)]);
    expect(mixed.map(({ engine }) => engine)).toEqual(['cpu', 'webgpu']);
    expect(mixed[1]!.msPerStep).toBeGreaterThan(mixed[0]!.msPerStep + 5 * 0.001);
  });

  it('is none where nothing was calibrated', () => {
    expect(choose(features, [])).toEqual([]);
  });
});

describe('what comes from a file or another process', () => {
  it('is read as it was written', () => {
    const costs = costsOf('native');
    expect(parseCosts(JSON.parse(JSON.stringify(costs)), '')).toEqual(costs);
    const features = step([call()], [product(1, 2, 3)]);
    expect(parseStepFeatures(JSON.parse(JSON.stringify(features)), '')).toEqual(features);
  });

  it.each<[string, object]>([
    ['of another format', { formatVersion: 2 }],
    ['without some curves', { whole: {} }],
    ['with a time below zero', { perCallMs: -1 }],
    ['with a time that is none', { perCallMs: null }],
    [
      'with sizes that fall',
      {
        distance: [
          [2, 1],
          [1, 1],
        ],
      },
    ],
    ['with an empty curve', { distance: [] }],
    ['with products missing', { products: { sides: [1, 2], ms: [1, 2, 3] } }],
  ])('is refused %s', (_, change) => {
    expect(() => parseCosts({ ...costsOf('native'), ...change }, '')).toThrow();
  });

  it.each<[string, StepFeatures]>([
    ['a call of nothing', step([call({ size: 0 })])],
    ['a count below zero', step([call({ count: -1 })])],
    ['a count without end', step([call({ count: Infinity })])],
    ['more groups than any net has', step(Array.from({ length: 10_000 }, () => call()))],
  ])('is refused with %s', (_, features) => {
    expect(() => parseStepFeatures(features, '')).toThrow();
  });
});
