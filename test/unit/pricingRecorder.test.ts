import { afterEach, describe, expect, it } from 'vitest';
import { createDeviceEngine } from '../../runtime/engines/device/deviceEngine';
import { recorder } from '../../runtime/engines/pricing/recorder';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import * as np from '../../runtime/np/np';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import type { CallGroup, ProductGroup, StepFeatures } from '../../runtime/protocol/pricing';
import { trainingStep } from '../bench/arrays/nets';
import { Dice } from '../oracle/dice';
import { difference, questions } from './engineContract';
import { HostDevice } from './hostDevice';

afterEach(() => {
  setEngine(createJavaScriptEngine());
  setDefaultFloat('float64');
});

function recorded(prepare: () => () => unknown): StepFeatures {
  const plain = createJavaScriptEngine();
  setEngine(plain);
  setDefaultFloat('float32');
  const run = prepare();
  const book = recorder(plain);
  setEngine(book.engine);
  run();
  setEngine(plain);
  run();
  return book.features();
}

const only = (features: StepFeatures): CallGroup => {
  expect(features.products).toEqual([]);
  expect(features.calls).toHaveLength(1);
  return features.calls[0]!;
};

const shapes = (products: ProductGroup[]) =>
  products.map(({ m, k, n, transposed, count }) => `(${m},${k})@(${k},${n}) ${transposed} x${count}`).sort();

describe('a recorded step', () => {
  it('of a two-layer net has exactly its products', () => {
    const { products } = recorded(() => trainingStep('mlp', 100, 50));
    expect(shapes(products)).toEqual([
      '(100,10)@(10,50) y x1',
      '(100,50)@(50,10) none x1',
      '(100,50)@(50,784) y x1',
      '(100,784)@(784,50) none x1',
      '(50,100)@(100,10) x x1',
      '(784,100)@(100,50) x x1',
    ]);
  });

  it('grows with the batch in size, and not in calls', () => {
    const [small, large] = [10, 100].map((batch) => recorded(() => trainingStep('cnn', batch, 20)));
    const calls = ({ calls, products }: StepFeatures) =>
      [...calls, ...products].reduce((sum, { count }) => sum + count, 0);
    expect(calls(large!)).toBe(calls(small!));
    expect(large!.workingSetBytes).toBeGreaterThan(5 * small!.workingSetBytes);
    const sum = ({ calls }: StepFeatures) => calls.reduce((total, { size, count }) => total + size * count, 0);
    expect(sum(large!) / sum(small!)).toBeGreaterThan(7);
  });

  it('of which several were recorded is told as one', () => {
    const plain = createJavaScriptEngine();
    setEngine(plain);
    setDefaultFloat('float32');
    const run = trainingStep('mlp', 10, 20);
    const features = [1, 5].map((steps) => {
      const book = recorder(plain);
      setEngine(book.engine);
      for (let i = 0; i < steps; i++) run();
      setEngine(plain);
      return book.features(steps);
    });
    expect(features[1]!.calls).toEqual(features[0]!.calls);
    expect(features[1]!.products).toEqual(features[0]!.products);
  });

  it('is the same step, with the same results', () => {
    const results = [false, true].map((records) => {
      const plain = createJavaScriptEngine();
      setEngine(plain);
      setDefaultFloat('float32');
      np.random.seed(3);
      const [x, y] = [np.random.rand(20, 30), np.random.rand(30, 5)];
      if (records) setEngine(recorder(plain).engine);
      const z = np.exp(np.matmul(x, y));
      return np.divide(z, np.sum(z, 1, true)).toArray();
    });
    expect(results[0]).toEqual(results[1]);
  });
});

describe('an engine that is recorded', () => {
  it.each(Object.entries(questions))('answers as ever: %s', (_, ask) => {
    for (let seed = 0; seed < 15; seed++) {
      const plain = createJavaScriptEngine();
      const found = ask(recorder(plain).engine, new Dice(seed));
      expect(difference(found, ask(plain, new Dice(seed)))).toBeUndefined();
    }
  });
});

describe('a device that is recorded', () => {
  it('is asked for no more than ever', () => {
    const [plain, recorded] = [false, true].map((records) => {
      const device = createDeviceEngine({
        name: 'test',
        device: new HostDevice(),
        host: createJavaScriptEngine(),
        collect: () => {},
      });
      setEngine(device);
      setDefaultFloat('float32');
      const run = trainingStep('cnn', 4, 20);
      run();
      const before = device.stats();
      if (records) setEngine(recorder(device).engine);
      run();
      const { reads = 0, fallbacks } = device.stats();
      return { reads: reads - before.reads!, fallbacks: fallbacks - before.fallbacks };
    });
    expect(recorded).toEqual(plain);
  });
});

describe('a call', () => {
  const matrix = () => np.reshape(np.arange(600), [20, 30]).astype('float32');

  it('in one run through memory', () => {
    const call = only(
      recorded(() =>
        (
          (x) => () =>
            np.multiply(x, 2)
        )(matrix()),
      ),
    );
    expect(call).toEqual({
      kind: 'arithmetic',
      form: 'whole',
      size: 600,
      rows: 1,
      float64: 'none',
      bytes: 4800,
      count: 1,
    });
  });

  it.each<[string, (x: np.NDArray) => unknown]>([
    ['none', (x) => np.add(x, x)],
    ['some', (x) => x.astype('float64')],
    ['all', (x) => np.add(x.astype('float64'), 1)],
  ])('of which %s is in float64', (float64, run) => {
    const { calls } = recorded(() => () => run(matrix()));
    expect(calls.at(-1)!.float64).toBe(float64);
  });

  it('that adds a row to each row', () => {
    const call = only(
      recorded(() =>
        (
          ([x, b]) =>
          () =>
            np.add(x!, b!)
        )([matrix(), np.zeros([30])]),
      ),
    );
    expect(call).toMatchObject({ form: 'rows', size: 600, rows: 20, bytes: 4 * (600 + 30 + 600) });
  });

  it('across memory', () => {
    expect(
      only(
        recorded(() =>
          (
            (x) => () =>
              np.exp(x.T)
          )(matrix()),
        ),
      ),
    ).toMatchObject({ kind: 'exp', form: 'across' });
  });

  it('that folds rows, columns or blocks', () => {
    const form = (fold: (x: np.NDArray) => unknown) =>
      only(
        recorded(() =>
          (
            (x) => () =>
              fold(x)
          )(matrix()),
        ),
      );
    expect(form((x) => np.sum(x, 1))).toMatchObject({ kind: 'reduce', form: 'rows', rows: 20 });
    expect(form((x) => np.sum(x, 0))).toMatchObject({ kind: 'reduce', form: 'across', rows: 30 });
    const blocks = form((x) => np.max(np.reshape(x, [10, 2, 15, 2]), [1, 3]));
    expect(blocks).toMatchObject({ kind: 'reduce', form: 'blocks', size: 600, rows: 300 });
  });

  it('that is repeated is counted', () => {
    const run = (x: np.NDArray) => () => {
      for (let i = 0; i < 7; i++) np.tanh(x);
    };
    expect(only(recorded(() => run(matrix())))).toMatchObject({ kind: 'tanh', count: 7 });
  });

  it('that fetches a result is written down', () => {
    const { calls } = recorded(() =>
      (
        (x) => () =>
          np.sum(x)
      )(matrix()),
    );
    expect(calls.map(({ kind }) => kind)).toEqual(['reduce', 'read']);
  });

  it('of nothing costs nothing', () => {
    expect(
      recorded(() =>
        (
          (x) => () =>
            np.add(x, 1)
        )(np.zeros([0, 4])),
      ).calls,
    ).toEqual([]);
  });

  it('of ever other sizes is written down in a bounded space', () => {
    const run = () => () => {
      for (let i = 1; i < 3000; i++) np.negative(np.zeros([i]));
    };
    const { calls } = recorded(run);
    expect(calls.length).toBeLessThan(600);
    expect(calls.reduce((sum, { count }) => sum + count, 0)).toBe(2 * 2999);
  });
});
