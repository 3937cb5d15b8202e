import { describe, expect, it } from 'vitest';
import type { Engine, Storage, Strided } from '../../runtime/engines/engine';
import { newElements } from '../../runtime/engines/javascript/hostStorage';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { createNativeEngine } from '../../runtime/engines/native/nativeEngine';
import { Dice } from '../oracle/dice';
import { difference, questions, type Outcome } from './engineContract';
import { loadAddon, missingAddon } from './nativeAddon';

const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 40);
const addon = missingAddon ? undefined : loadAddon();

/** Results are written whole: what their memory held before must not show. */
const used: typeof newElements = (dtype, length) => newElements(dtype, length).fill(77);

function engineOf(options: { level?: string; threads?: number; eager?: boolean } = {}): Engine {
  const engine = createNativeEngine({ addon: addon!, fresh: used, threads: 1, ...options });
  return { ...engine, alloc: engine.fresh };
}

const numbers = (engine: Engine, shape: number[], strides: number[]): Strided => {
  const elements = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < elements.length; i++) elements[i] = ((i * 7919) % 1009) / 1009 - 0.3;
  return { storage: engine.upload('float32', elements), offset: 0, shape, strides, dtype: 'float32' };
};

function answered(engine: Engine, length: number, run: (out: Storage) => void, allowed?: number): Outcome {
  const out = engine.fresh('float32', length);
  run(out);
  const values = engine.read({ storage: out, offset: 0, shape: [length], strides: [1], dtype: 'float32' });
  return { values, ...(allowed !== undefined && { allowed: () => allowed }) };
}

const large: Record<string, (engine: Engine) => Outcome> = {
  'an addition over rows': (engine) =>
    answered(engine, 900_000, (out) => {
      const [x, y] = [numbers(engine, [3000, 300], [300, 1]), numbers(engine, [3000, 300], [0, 1])];
      engine.binary('add', x, y, x.shape, out);
    }),
  'an addition of a transposed matrix': (engine) =>
    answered(engine, 1_000_000, (out) => {
      const [x, y] = [numbers(engine, [1000, 1000], [1, 1000]), numbers(engine, [1000, 1000], [1000, 1])];
      engine.binary('add', x, y, x.shape, out);
    }),
  'a copy with axes in another order': (engine) =>
    answered(engine, 600_000, (storage) => {
      const shape = [10, 30, 40, 50];
      const out = { storage, offset: 0, shape, strides: [60_000, 2000, 50, 1], dtype: 'float32' as const };
      engine.copy(numbers(engine, shape, [60_000, 1, 1500, 30]), out);
    }),
  'a sum of all': (engine) =>
    answered(engine, 1, (out) => engine.reduce('sum', numbers(engine, [1_000_001], [1]), 1, out), 0.1),
  'sums of columns': (engine) =>
    answered(engine, 30, (out) => engine.reduce('sum', numbers(engine, [30, 57_600], [1, 30]), 1, out), 0.1),
  'sums over images and pixels': (engine) =>
    answered(engine, 30, (out) => engine.reduce('sum', numbers(engine, [30, 50, 600], [600, 18_000, 1]), 2, out), 0.1),
  'maxima of many rows': (engine) =>
    answered(engine, 40_000, (out) => engine.reduce('max', numbers(engine, [40_000, 25], [25, 1]), 1, out)),
  'deviations of columns': (engine) =>
    answered(
      engine,
      50,
      (out) => engine.moments(numbers(engine, [50, 20_000], [1, 50]), 1, engine.fresh('float32', 50), out),
      0.1,
    ),
  'a product of matrices': (engine) =>
    answered(
      engine,
      301 * 203,
      (out) => engine.matmul(numbers(engine, [301, 257], [1, 301]), numbers(engine, [257, 203], [203, 1]), out),
      1e-3,
    ),
  'products one before the other': (engine) =>
    answered(
      engine,
      7 * 90 * 70,
      (out) =>
        engine.matmul(numbers(engine, [7, 90, 80], [7200, 80, 1]), numbers(engine, [7, 80, 70], [5600, 1, 80]), out),
      1e-3,
    ),
};

describe.skipIf(missingAddon)(`the native engine${missingAddon ? `: ${missingAddon}` : ''}`, () => {
  describe.each(addon?.levels ?? [])('at level %s', (level) => {
    it.each(Object.entries(questions))('%s', (name, ask) => {
      const engine = engineOf({ level });
      const reference = createJavaScriptEngine();
      for (let seed = 0; seed < rounds; seed++) {
        const found = difference(ask(engine, new Dice(seed)), ask(reference, new Dice(seed)));
        expect(found, `${name}, seed ${seed}`).toBeUndefined();
      }
    });
  });

  it.each(Object.entries(questions))('%s is the same to the last bit on any number of threads', (name, ask) => {
    const one = engineOf({ threads: 1 });
    for (const threads of [2, 3, 5]) {
      for (let seed = 0; seed < rounds / 2; seed++) {
        const expected = ask(one, new Dice(seed));
        const engine = engineOf({ threads, eager: true });
        const found = difference({ values: ask(engine, new Dice(seed)).values }, { values: expected.values });
        expect(found, `${name}, seed ${seed}, ${threads} threads`).toBeUndefined();
      }
    }
  });

  // What is shared out without being asked for, and folded in pieces.
  it.each(Object.entries(large))('%s, large, is right, and the same on any number of threads', (_, ask) => {
    const found = [1, 2, 3, 5].map((threads) => ask(engineOf({ threads })));
    expect(difference(found[0]!, ask(createJavaScriptEngine()))).toBeUndefined();
    for (const other of found)
      expect(difference({ values: other.values }, { values: found[0]!.values })).toBeUndefined();
  });
});
