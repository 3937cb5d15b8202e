import { describe, expect, it } from 'vitest';
import {
  accuracy,
  changedRows,
  checks,
  gradientsOf,
  imagesAndFilters,
  near,
  partedByLine,
  scoresOf,
} from '../../runtime/kit/checks';
import { Draw } from '../../runtime/kit/draw';
import { fn } from '../../runtime/kit/functions';
import { addAt, col2im, im2col, maxPool } from '../../runtime/kit/kit';
import { record } from '../../runtime/kit/record';
import * as np from '../../runtime/np/np';
import * as plain from './plainKit';

interface Layer {
  W: np.NDArray;
  params: { W: np.NDArray };
  forward(x: unknown): Layer;
  backward(dout: unknown): Layer;
}

/** Builders in tests write what authors write, without the types of a solution. */
const recorded = (build: (me: Record<string, (...args: unknown[]) => Layer>) => unknown) =>
  record((name) => name === 'Affine', build as (me: never) => unknown);

describe('recording', () => {
  it('turns a property that is called into a method, in the place of the call', () => {
    const { steps, result } = recorded((me) => {
      const layer = me['Affine']!(1);
      return layer.forward(me['f']!(2)).W;
    });
    expect(steps).toMatchObject([
      { op: 'construct', target: 'Affine' },
      { op: 'call', target: 'f' },
      { op: 'method', on: 0, name: 'forward', args: [{ kind: 'step', step: 1 }] },
      { op: 'get', on: 2, name: 'W' },
    ]);
    expect(result).toEqual({ kind: 'step', step: 3 });
  });

  it('reads a property when it is named, not when it is used', () => {
    const { steps, result } = recorded((me) => {
      const layer = me['Affine']!();
      const before = layer.W;
      layer.forward(1);
      return { before, after: layer.W };
    });
    expect(steps.map(({ op }) => op)).toEqual(['construct', 'get', 'method', 'get']);
    expect(result).toEqual({
      kind: 'record',
      entries: [
        ['before', { kind: 'step', step: 1 }],
        ['after', { kind: 'step', step: 3 }],
      ],
    });
  });

  it('lets a method be taken once and called twice', () => {
    const { steps } = recorded((me) => {
      const { forward } = me['Affine']!();
      return [forward(1), forward(2)];
    });
    expect(steps.map(({ op }) => op)).toEqual(['construct', 'method', 'method']);
  });

  it('writes assignments down, deep ones too', () => {
    const { steps } = recorded((me) => {
      const layer = me['Affine']!();
      layer.params.W = np.array([1]);
      Object.assign(layer, { W: layer.W });
    });
    expect(steps).toMatchObject([
      { op: 'construct' },
      { op: 'get', name: 'params' },
      { op: 'set', on: 1, name: 'W', value: { kind: 'value', value: { kind: 'ndarray' } } },
      { op: 'get', on: 0, name: 'W' },
      { op: 'set', on: 0, name: 'W', value: { kind: 'step', step: 3 } },
    ]);
  });

  it('takes a list apart', () => {
    const { steps } = recorded((me) => {
      const [mean, std] = me['stats']!() as unknown as unknown[];
      return [mean, std];
    });
    expect(steps.slice(1)).toEqual([
      { op: 'get', on: 0, name: '0' },
      { op: 'get', on: 0, name: '1' },
    ]);
    expect(() => recorded((me) => [...(me['stats']!() as unknown as unknown[])])).toThrow('destructuring');
  });

  it('sends data, and data with handles and functions in it', () => {
    const { steps } = recorded((me) =>
      me['f']!([1, me['g']!()], { x: 'a', y: [true, null, undefined] }, fn.quadratic(np.eye(2), np.ones([2]))),
    );
    expect(steps[1]).toMatchObject({
      args: [
        {
          kind: 'list',
          items: [
            { kind: 'value', value: { value: 1 } },
            { kind: 'step', step: 0 },
          ],
        },
        {
          kind: 'record',
          entries: [
            ['x', { value: { value: 'a' } }],
            [
              'y',
              { items: [{ value: { value: true } }, { value: { kind: 'null' } }, { value: { kind: 'undefined' } }] },
            ],
          ],
        },
        { kind: 'catalogue', name: 'quadratic', args: [{ value: { shape: [2, 2] } }, { value: { shape: [2] } }] },
      ],
    });
  });

  it('refuses what cannot be sent', () => {
    expect(() => recorded((me) => me['f']!(() => 1))).toThrow('fn.*');
    expect(() => recorded((me) => me['f']!(new Map()))).toThrow('fn.*');
    expect(() => recorded((me) => (me['f']!() as unknown as () => void)())).toThrow('only methods');
    expect(() =>
      recorded((me) => {
        const { forward } = me['Affine']!();
        forward(1);
        return forward;
      }),
    ).toThrow('as a method and as a value');
  });
});

it('a checks.ts may have its helpers below: cases are collected when asked for', () => {
  const collect = checks<Record<string, never>>(({ hidden }) => hidden(later.name, () => undefined));
  const later = { name: 'named below' };
  expect(collect().map(({ kind, name }) => [kind, name])).toEqual([['hidden', 'named below']]);
});

describe('draws', () => {
  const all = (d: Draw) => [
    d.dims(3),
    d.normal([2, 3]).toArray(),
    d.uniform(4, -1, 1).toArray(),
    d.integers(5, 0, 9).toArray(),
    d.int(1, 6),
    d.float(0, 1),
    d.pick('abc'.split('')),
    d.oneHot(3, 4).toArray(),
    d.away([5], [0]).toArray(),
    d.distinct([2, 3]).toArray(),
  ];

  it('are a pure function of seed and shrink', () => {
    expect(all(new Draw(1))).toEqual(all(new Draw(1)));
    expect(all(new Draw(1))).not.toEqual(all(new Draw(2)));
    expect(all(new Draw(1, { maxDim: 2, decimals: 1 }))).toEqual(all(new Draw(1, { maxDim: 2, decimals: 1 })));
  });

  it('do not move np.random', () => {
    np.random.seed(3);
    const expected = np.random.rand(2).toArray();
    np.random.seed(3);
    all(new Draw(1));
    expect(np.random.rand(2).toArray()).toEqual(expected);
  });

  it('spread as they should', () => {
    const d = new Draw(7);
    const x = d.normal([4000], 3, 2);
    expect(np.mean(x)).toBeCloseTo(3, 0);
    expect(np.std(x)).toBeCloseTo(2, 0);
    const u = d.uniform([4000], -1, 1);
    expect([np.min(u) >= -1, np.max(u) <= 1, Math.abs(np.mean(u)) < 0.05]).toEqual([true, true, true]);
    expect(new Set(Array.from({ length: 200 }, () => d.dim(4)))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(d.labels(200, 3).toArray<number[]>())).toEqual(new Set([0, 1, 2]));
    expect(np.sum(d.oneHot(6, 3), 1).toArray()).toEqual([1, 1, 1, 1, 1, 1]);
    expect([d.labels(2, 3).dtype, d.normal(2).dtype]).toEqual(['int32', 'float64']);
  });

  it.each([{}, { decimals: 0 }, { decimals: 1 }])('keep away from kinks and ties, shrunk %j too', (shrink) => {
    for (let seed = 0; seed < 50; seed++) {
      const d = new Draw(seed, shrink);
      for (const value of d.away([20], [0, 1], 0.05).toArray<number[]>()) {
        expect(Math.min(Math.abs(value), Math.abs(value - 1))).toBeGreaterThanOrEqual(0.05);
      }
      const sorted = d
        .distinct([4, 5])
        .flatten()
        .toArray<number[]>()
        .sort((a, b) => a - b);
      for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThan(0.049);
    }
  });

  it('shrink to small dimensions and round numbers, within their bounds', () => {
    for (let seed = 0; seed < 20; seed++) {
      const d = new Draw(seed, { maxDim: 2, decimals: 0 });
      expect(Math.max(...d.dims(4))).toBeLessThanOrEqual(2);
      for (const value of d.normal([9], 0, 3).toArray<number[]>())
        expect(Number.isInteger(value) && !Object.is(value, -0)).toBe(true);
      const inside = d.float(0.2, 0.4);
      expect(inside >= 0.2 && inside <= 0.4).toBe(true);
    }
  });
});

describe('what authors are given', () => {
  it('a pass through a layer is recorded forward first', () => {
    const x = np.ones([1]);
    const { steps, result } = record(
      () => true,
      (me: Record<string, () => Parameters<typeof gradientsOf>[0]>) => gradientsOf(me['Affine']!(), { x, dout: x }),
    );
    expect(steps.map((step) => ('name' in step ? step.name : step.op))).toEqual([
      'construct',
      'forward',
      'backward',
      'dW',
      'db',
    ]);
    expect(result).toMatchObject({
      entries: [
        ['loss', { items: [{ step: 1 }, { kind: 'value' }] }],
        [
          'of',
          {
            entries: [
              ['x', { step: 2 }],
              ['W', { step: 3 }],
              ['b', { step: 4 }],
            ],
          },
        ],
      ],
    });
  });

  it('filters that fit into images, and as many gradients as there are places', () => {
    for (let seed = 0; seed < 50; seed++) {
      const [stride, pad] = [1 + (seed % 2), seed % 3];
      const { x, W, b, dout } = imagesAndFilters(new Draw(seed), stride, pad);
      const [FN = 0, , FH = 0, FW = 0] = W.shape;
      const [N = 0, , OH = 0, OW = 0] = dout.shape;
      expect(im2col(x, FH, FW, stride, pad).shape[0]).toBe(N * OH * OW);
      expect([b.shape, dout.shape[1]]).toEqual([[FN], FN]);
    }
  });

  it('points that a line parts, on both sides of it', () => {
    const { x, t } = partedByLine(new Draw(3), 200, 1);
    const distances = np.matmul(np.subtract(x, np.array([1, -2])), np.array([Math.cos(1), Math.sin(1)]));
    expect(np.min(np.abs(distances))).toBeGreaterThanOrEqual(0.5);
    expect(np.equal(t, np.greater(distances, 0)).toArray()).toEqual(Array(200).fill(true));
    expect(np.mean(t)).toBeGreaterThan(0.3);
  });

  it('what a net of two layers says, by hand', () => {
    const net = {
      W1: np.array([[1, -1]]),
      b1: np.array([0, 1]),
      W2: np.array([
        [1, 0],
        [0, 2],
      ]),
      b2: np.array([0, 1]),
    };
    const scores = scoresOf(net, np.array([[3], [-1]]));
    expect(scores.toArray()).toEqual([
      [3, 1],
      [0, 5],
    ]);
    expect(accuracy(scores, np.array([0, 0], 'int32'))).toBe(0.5);
    expect(
      changedRows(
        scores,
        np.array([
          [3, 1],
          [0, 4],
        ]),
      ),
    ).toBe(1);
    expect([near(1.05, 1), near(1.2, 1)]).toEqual([true, false]);
  });
});

describe('what learners are given', () => {
  const shapes = [
    { input: [2, 3, 5, 6], height: 3, width: 2, stride: 1, pad: 0 },
    { input: [1, 2, 7, 7], height: 3, width: 3, stride: 2, pad: 1 },
    { input: [2, 1, 4, 4], height: 2, width: 2, stride: 2, pad: 0 },
    { input: [1, 1, 5, 5], height: 2, width: 2, stride: 2, pad: 1 },
  ];

  it.each(shapes)('im2col writes each patch as a row: %j', ({ input, ...window }) => {
    const { height, width, stride, pad } = window;
    for (const x of [new Draw(1).normal(input), np.flip(new Draw(1).normal(input), [1, 3])])
      expect(im2col(x, height, width, stride, pad).toArray()).toEqual(plain.im2col(x, window).toArray());
  });

  it.each(shapes)('col2im adds each row back to its pixels: %j', ({ input, ...window }) => {
    const { height, width, stride, pad } = window;
    const columns = new Draw(2).normal(im2col(np.zeros(input), height, width, stride, pad).shape);
    const back = col2im(columns, input, height, width, stride, pad);
    expect(back.shape).toEqual(input);
    expect(np.allclose(back, plain.col2im(columns, input, window), 1e-12)).toBe(true);
  });

  it.each(shapes)('col2im is the gradient of im2col: <im2col(x), c> = <x, col2im(c)>: %j', (shape) => {
    const d = new Draw(2);
    const x = d.normal(shape.input);
    const col = im2col(x, shape.height, shape.width, shape.stride, shape.pad);
    const c = d.normal(col.shape);
    const back = col2im(c, shape.input, shape.height, shape.width, shape.stride, shape.pad);
    expect(np.sum(np.multiply(col, c))).toBeCloseTo(np.sum(np.multiply(x, back)), 9);
  });

  it.each(shapes)('maxPool finds the largest of each window and where it stands: %j', ({ input, ...window }) => {
    const { height, width, stride, pad } = window;
    const x = np.subtract(new Draw(3).normal(input), 5);
    const expected = plain.maxPool(x, window);
    const { values, positions } = maxPool(x, height, width, stride, pad);
    expect([values.toArray(), positions.toArray()]).toEqual([expected.values.toArray(), expected.positions.toArray()]);
  });

  it('maxPool by hand: windows stand side by side if nothing else is said', () => {
    const x = np.reshape(np.array([1, 5, 2, 0, 3, 4, 9, 9]), [1, 1, 2, 4]);
    const { values, positions } = maxPool(x, 2, 2);
    expect([values.toArray(), positions.toArray()]).toEqual([[[[[5, 9]]]], [[[[1, 6]]]]]);
  });

  it('addAt adds twice where a row comes twice, as a product with one-hot rows does', () => {
    const d = new Draw(4);
    const [rows, values] = [np.array([0, 2, 2, 0], 'int32'), d.normal([4, 3])];
    const target = d.normal([3, 3]);
    const [expected, byHand] = [np.add(target, np.matmul(oneHot(rows, 3).T, values)), np.copy(target)];
    addAt(target, rows, values);
    plain.addAt(byHand, rows, values);
    expect(np.allclose(target, expected) && np.allclose(target, byHand)).toBe(true);
  });

  const oneHot = (rows: np.NDArray, classes: number) =>
    np.where(np.equal(np.expand_dims(rows, 1), np.arange(classes)), 1, 0);

  it('says what does not fit, and in which function', () => {
    const image = np.zeros([1, 1, 4, 4]);
    expect(() => im2col(np.zeros([1, 1, 2, 2]), 3, 3)).toThrow(
      'im2col: a window of 3 x 3 with stride 1 and padding 0 does not fit shape (1, 1, 2, 2)',
    );
    expect(() => im2col(image, 3, 3, 0)).toThrow('im2col: a window of 3 x 3 with stride 0');
    expect(() => im2col(np.zeros([2, 2]), 1, 1)).toThrow('im2col: needs an array of shape (N, C, H, W), not (2, 2)');
    expect(() => col2im(np.zeros([3, 3]), [1, 1, 4, 4], 3, 3)).toThrow(
      'col2im: an input of shape (1, 1, 4, 4) has columns of shape (4, 9), not (3, 3)',
    );
    expect(() => maxPool(image, 5, 5)).toThrow('maxPool: a window of 5 x 5');
    expect(() => addAt(np.zeros([3]), np.array([5]), np.array([1]))).toThrow(
      'addAt: index 5 is out of bounds for axis 0 with size 3',
    );
  });
});
