import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Affine } from '../../lessons/05-backprop/affine-layer/solution';
import { Relu } from '../../lessons/05-backprop/relu-layer/solution';
import { SoftmaxWithLoss } from '../../lessons/05-backprop/softmax-with-loss/solution';
import type { Engine } from '../../runtime/engines/engine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import * as np from '../../runtime/np/np';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { trainingStep } from '../bench/arrays/nets';
import { deviceCandidates, type OpenDevice } from '../gpu/deviceEngines';

// Small enough for a processor that plays a graphics card.
describe.each(deviceCandidates)('a step of training stays on $name', ({ name, absent, open }) => {
  let device: OpenDevice;
  beforeAll(async () => {
    if (absent === undefined) device = await open();
  });
  afterAll(() => device?.end());
  const title = (text: string) => (absent === undefined ? text : `${text} (skipped: ${absent})`);

  it.skipIf(absent !== undefined).each([
    ['mlp', 100, 50],
    ['cnn', 2, 20],
    ['lenet', 2, 20],
    ['batchNorm', 50, 20],
  ] as const)(title('%s, batch %i'), (net, batch, width) => {
    const engine = device.engine();
    setEngine(engine);
    setDefaultFloat('float32');
    const step = trainingStep(net, batch, width);
    step();
    const start = { ...engine.stats(), ...engine.traffic() };
    const steps = 3;
    for (let i = 0; i < steps; i++) step();
    const end = { ...engine.stats(), ...engine.traffic() };
    const fallbacks = end.fallbacks - start.fallbacks,
      reads = (end.reads ?? 0) - (start.reads ?? 0),
      commands = (end.commands - start.commands) / steps;
    console.log(
      `${name}, ${net}: ${commands} commands a step, ${fallbacks} fallbacks, ${reads / steps} reads (the loss)`,
    );
    expect({ fallbacks, reads }).toEqual({ fallbacks: 0, reads: steps });
  });

  it.skipIf(absent !== undefined)(title('learns what plain JavaScript learns, from batches drawn by chance'), () => {
    const engine = device.engine();
    const found = losses(engine),
      expected = losses(createJavaScriptEngine());
    found.forEach((loss, i) => expect(loss).toBeCloseTo(expected[i]!, 4));
    expect(found.at(-1)).toBeLessThan(found[0]! / 2);
    const { fallbacks, reads } = engine.stats();
    expect({ fallbacks, reads }).toEqual({ fallbacks: 0, reads: found.length });
  });
});

/** Two layers on points that a circle parts. */
function losses(engine: Engine): number[] {
  setEngine(engine);
  setDefaultFloat('float32');
  np.random.seed(3);
  const all = np.random.randn(400, 2);
  const labels = np.greater(np.sum(np.square(all), 1), 1.2).astype('int32');
  const layers = [
    new Affine(np.random.randn(2, 16), np.zeros([16])),
    new Relu(),
    new Affine(np.multiply(np.random.randn(16, 2), 0.3), np.zeros([2])),
  ];
  const loss = new SoftmaxWithLoss();
  return Array.from({ length: 60 }, () => {
    const batch = np.random.choice(400, 60);
    const x = np.take(all, batch, 0),
      t = np.take(labels, batch);
    const value = loss.forward(
      layers.reduce((y, layer) => layer.forward(y), x),
      t,
    );
    layers.reduceRight((dout, layer) => layer.backward(dout), loss.backward());
    for (const layer of layers) {
      if (!(layer instanceof Affine)) continue;
      layer.W = np.subtract(layer.W, np.multiply(layer.dW, 0.5));
      layer.b = np.subtract(layer.b, np.multiply(layer.db, 0.5));
    }
    return value;
  });
}
