import { describe, expect, it } from 'vitest';
import { inOrder } from '../../runtime/engines/javascript/hostStorage';
import { askDevice } from '../gpu/deviceTolerance';
import { absent, tfjsDevice, tfjsEngine } from '../gpu/tfjsEngine';
import { questions } from '../unit/engineContract';

/** A storage that only the device knows. */
const rowOf = (shape: number[]) => ({ id: 1_000_003, offset: 0, shape, strides: [1, 1], dtype: 'float32' }) as const;
const why = absent === undefined ? '' : ` (skipped: ${absent})`;

describe.skipIf(absent !== undefined)(`the real TensorFlow${why}`, () => {
  const engine = tfjsEngine();

  it('computes float32 on the device and float64 on the host, and counts it', () => {
    const ask = (dtype: 'float32' | 'float64') => {
      const x = engine.upload(dtype, dtype === 'float32' ? Float32Array.of(1, 4, 9) : Float64Array.of(1, 4, 9));
      const out = engine.fresh(dtype, 3);
      const before = engine.stats().fallbacks;
      engine.unary('sqrt', { storage: x, offset: 0, shape: [3], strides: [1], dtype }, out);
      return { roots: [0, 1, 2].map((i) => engine.readOne(out, i)), fallbacks: engine.stats().fallbacks - before };
    };
    expect(ask('float32')).toEqual({ roots: [1, 2, 3], fallbacks: 0 });
    expect(ask('float64')).toEqual({ roots: [1, 2, 3], fallbacks: 1 });
  });

  it.each([
    [[1_000_000], 1],
    [[100_003, 2], 1],
    [[2, 100_003], 1],
    [[57_600, 5], 1],
    [[30, 40, 50, 6], 3],
  ])('adds up %j over %i axes, first or last, within 16 units', (shape, rank) => {
    const unit = 2 ** -24;
    const length = shape.reduce((a, b) => a * b, 1);
    const x = inOrder(engine.upload('float32', new Float32Array(length).fill(0.1)), shape);
    const order = [...shape.keys()];
    for (const axes of [order, order.slice(rank).concat(order.slice(0, rank))]) {
      const turned = { ...x, shape: axes.map((axis) => shape[axis]!), strides: axes.map((axis) => x.strides[axis]!) };
      const count = turned.shape.slice(-rank).reduce((a, b) => a * b, 1);
      const out = engine.fresh('float32', length / count);
      engine.reduce('sum', turned, rank, out);
      const expected = Math.fround(0.1) * count;
      const worst = Math.max(...engine.read(inOrder(out, [out.length])).map((sum) => Math.abs(sum / expected - 1)));
      expect(worst / unit).toBeLessThan(16);
    }
  });

  it('calls it memory that is missing, where a result is too large for any machine', () => {
    const side = 2 ** 23;
    const product = { do: 'matmul', out: { id: 1_000_002, dtype: 'float32', length: side * side } } as const;
    const [column, line] = [rowOf([side, 1]), rowOf([1, side])];
    tfjsDevice().submit({ do: 'zeros', out: { id: column.id, dtype: 'float32', length: side } });
    expect(() => tfjsDevice().submit({ ...product, x: column, y: line })).toThrow(
      expect.objectContaining({ name: 'DeviceLost', why: 'outOfMemory' }),
    );
    tfjsDevice().submit({ do: 'release', ids: [column.id] });
  });
});

describe.skipIf(absent !== undefined)(`the memory of the real TensorFlow is its own${why}`, () => {
  const target = { id: 1_000_001, dtype: 'float32', length: 3 } as const;
  const layout = { id: target.id, offset: 0, shape: [3], strides: [1], dtype: 'float32' } as const;

  it('copies what it is given, and gives what it keeps no hold of', () => {
    const device = tfjsDevice();
    const given = Float32Array.of(1, 2, 3);
    device.submit({ do: 'upload', elements: given, out: target });
    given.fill(9);
    const first = device.read(layout);
    expect([...first]).toEqual([1, 2, 3]);
    first.fill(7);
    expect([...device.read(layout)]).toEqual([1, 2, 3]);
    device.submit({ do: 'release', ids: [target.id] });
  });

  it('does not see what is written after a reading, and the other way round', () => {
    const device = tfjsDevice();
    device.submit({ do: 'upload', elements: Float32Array.of(1, 2, 3), out: target });
    const before = device.read(layout);
    device.submit({ do: 'fill', value: 5, out: { ...layout, shape: [2] } });
    expect([...before]).toEqual([1, 2, 3]);
    expect([...device.read(layout)]).toEqual([5, 5, 3]);
    device.submit({ do: 'release', ids: [target.id] });
  });

  it('keeps no tensor of a command, and none that was released', () => {
    const device = tfjsDevice();
    const engine = tfjsEngine();
    const question = questions['pool']!;
    // Numbers and tables of positions stay: everything is asked once before.
    const round = () => {
      for (let seed = 0; seed < 8; seed++) askDevice('pool', question, seed)(engine);
    };
    const held = () => device.tensors() - engine.traffic().storages;
    round();
    const before = held();
    round();
    expect(held()).toBeLessThanOrEqual(before);
  });
});
