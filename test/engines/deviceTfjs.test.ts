import { afterAll, describe, expect, it } from 'vitest';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { askDevice } from '../gpu/deviceTolerance';
import { absent, tfjsDevice, tfjsEngine } from '../gpu/tfjsEngine';
import { difference, questions } from '../unit/engineContract';

const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 100);
const why = absent === undefined ? '' : ` (skipped: ${absent})`;

describe.skipIf(absent !== undefined)(`the contract, on the real TensorFlow${why}`, () => {
  const engine = tfjsEngine();
  const reference = createJavaScriptEngine();
  const rows: string[] = [];

  it.each(Object.entries(questions))('%s', (name, ask) => {
    const before = engine.stats().fallbacks;
    for (let seed = 0; seed < rounds; seed++) {
      const question = askDevice(name, ask, seed);
      expect(difference(question(engine), question(reference)), `${name}, seed ${seed}`).toBeUndefined();
    }
    rows.push(`${name.padEnd(14)}${rounds} alike, ${engine.stats().fallbacks - before} by the host`);
  });

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

  afterAll(() => {
    const routes = engine.routes().map(({ operation, route }) => `${operation} (${route})`);
    console.log([tfjsDevice().description, ...rows, `other routes: ${routes.join(', ')}`].join('\n'));
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
