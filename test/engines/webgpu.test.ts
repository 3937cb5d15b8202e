import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrder } from '../../runtime/engines/javascript/hostStorage';
import { selfTest } from '../../runtime/engines/self-test/selfTest';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { trainingStep } from '../bench/arrays/nets';
import { absent, openTestWebgpu, type TestWebgpu } from '../gpu/webgpuEngine';

describe.skipIf(absent)(`WebGPU${absent ? `: ${absent}` : ''}`, () => {
  const rows: string[] = [];
  let gpu: TestWebgpu;
  beforeAll(async () => {
    gpu = await openTestWebgpu();
  });
  afterAll(async () => {
    const routes = gpu.engine.routes().map(({ operation, route }) => `${operation} (${route})`);
    console.log([gpu.device.description, ...rows, `other routes: ${routes.join(', ') || 'none'}`].join('\n'));
    await gpu.end();
  });

  it('moves integers above 2^24 as they are, and finds elements there', () => {
    const { engine } = gpu;
    const large = [...Array(12).keys()].map((i) => 2 ** 24 + 2 * i + 1);
    const x = inOrder(engine.upload('int32', Int32Array.from([...large, ...large])), [2, 3, 4]);
    const turned = { ...x, shape: [4, 2, 3], strides: [1, 12, 4] };
    const out = engine.fresh('int32', 24);
    for (const view of [turned, { ...x, offset: 1, shape: [2, 3, 2] }, { ...x, offset: 23, strides: [-12, -4, -1] }]) {
      const moved = inOrder(out, view.shape);
      engine.copy(view, moved);
      expect([...engine.read(moved)]).toEqual([...engine.read(view)]);
      expect([...engine.read(moved)].every((value) => value % 2 === 1)).toBe(true);
    }
    engine.gather({ ...x, shape: [24], strides: [1] }, 1, engine.upload('int32', Int32Array.of(3, 23, 0)), out);
    expect([...engine.read(inOrder(out, [3]))]).toEqual([large[3], large[11], large[0]]);
  });

  it('rounds no integer that it adds up, compares or puts in order', () => {
    const { engine } = gpu;
    const x = inOrder(engine.upload('int32', Int32Array.of(2 ** 24 + 2, 2 ** 24 + 3, 1, 2 ** 24 + 1)), [4]);
    const [one, four] = [engine.fresh('int32', 1), engine.fresh('int32', 4)];
    const valueOf = (compute: () => void) => {
      compute();
      return engine.readOne(one, 0);
    };
    expect(valueOf(() => engine.reduce('sum', x, 1, one))).toBe(3 * 2 ** 24 + 7);
    expect(valueOf(() => engine.reduce('max', x, 1, one))).toBe(2 ** 24 + 3);
    expect(valueOf(() => engine.argReduce('argmax', x, 1, one))).toBe(1);
    engine.scan('cumsum', x, four);
    expect(engine.readOne(four, 2)).toBe(2 ** 25 + 6);
    engine.sort(x, 'values', four);
    expect([...engine.read(inOrder(four, [4]))]).toEqual([1, 2 ** 24 + 1, 2 ** 24 + 2, 2 ** 24 + 3]);
    // What is small is left to the device.
    const before = engine.stats().fallbacks;
    const small = inOrder(engine.upload('int32', Int32Array.of(5, -7, 1000)), [3]);
    expect(valueOf(() => engine.reduce('sum', small, 1, one))).toBe(998);
    expect(engine.stats().fallbacks).toBe(before);
  });

  it('counts what a storage takes there: 32 bits for a bool, and a buffer', () => {
    const { engine } = gpu;
    const before = engine.traffic().bytes;
    const kept = engine.alloc('bool', 1000);
    engine.fill(1, inOrder(kept, [1000]));
    expect(engine.traffic().bytes - before).toBe(4000 + 8 * 1024);
    expect(engine.readOne(kept, 999)).toBe(1);
  });

  it('finds elements at places above 2^24', () => {
    const { engine } = gpu;
    const length = 2 ** 24 + 8;
    const elements = new Float32Array(length);
    elements.set([1, 2, 3, 4, 5, 6, 7], 2 ** 24);
    const x = inOrder(engine.upload('float32', elements), [length]);
    const places = engine.upload('int32', Int32Array.of(2 ** 24 + 1, 2 ** 24 + 3, 2 ** 24 + 5));
    const out = engine.fresh('float32', 3);
    engine.gather(x, 1, places, out);
    expect([...engine.read(inOrder(out, [3]))]).toEqual([2, 4, 6]);
    engine.scatter('set', x, 1, places, 9);
    engine.scatter('add', x, 1, places, 1);
    expect([...engine.read({ ...x, offset: 2 ** 24, shape: [8] })]).toEqual([1, 10, 3, 10, 5, 10, 7, 0]);
  });

  it('has nothing wrong by the self-test', () => {
    expect(selfTest(gpu.engine)).toBeUndefined();
  });

  it.each([
    ['mlp', 10, 20],
    ['cnn', 1, 10],
    ['lenet', 1, 10],
    ['batchNorm', 10, 10],
  ] as const)('a step of %s falls back on nothing, and reads but its loss', (net, batch, width) => {
    const { engine } = gpu;
    setEngine(engine);
    setDefaultFloat('float32');
    const step = trainingStep(net, batch, width);
    step();
    const start = { ...engine.stats(), ...engine.traffic() };
    step();
    const end = { ...engine.stats(), ...engine.traffic() };
    const [fallbacks, reads] = [end.fallbacks - start.fallbacks, (end.reads ?? 0) - (start.reads ?? 0)];
    rows.push(
      `${net}: ${end.commands - start.commands} commands a step, ${fallbacks} fallbacks, ${reads} reads (the loss)`,
    );
    expect({ fallbacks, reads }).toEqual({ fallbacks: 0, reads: 1 });
  });
});
