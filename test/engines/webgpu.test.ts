import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { selfTest } from '../../runtime/engines/self-test/selfTest';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { trainingStep } from '../bench/arrays/nets';
import { askDevice } from '../gpu/deviceTolerance';
import { absent, openTestWebgpu, type TestWebgpu } from '../gpu/webgpuEngine';
import { difference, questions, type Question } from '../unit/engineContract';

/** Few: where the processor plays the GPU, a question takes a tenth of a second, and each new shader longer. */
const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 20);

/** Many threads add up, each a part. */
const inAnyOrder =
  (ask: Question): Question =>
  (engine, dice) => ({ ...ask(engine, dice), allowed: (_, expected) => 1e-4 * (10 + Math.abs(expected)) });

describe.skipIf(absent)(`the contract, on WebGPU${absent ? `: ${absent}` : ''}`, () => {
  const reference = createJavaScriptEngine();
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

  it.each(Object.entries(questions))('%s', (name, ask) => {
    const before = gpu.engine.stats().fallbacks;
    for (let seed = 0; seed < rounds; seed++) {
      const question = askDevice(name, name === 'scan' ? inAnyOrder(ask) : ask, seed);
      expect(difference(question(gpu.engine), question(reference)), `${name}, seed ${seed}`).toBeUndefined();
    }
    rows.push(`${name.padEnd(14)}${rounds} alike, ${gpu.engine.stats().fallbacks - before} by the host`);
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
