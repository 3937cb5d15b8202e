import { describe, expect, it } from 'vitest';
import type { Command } from '../../runtime/engines/device/device';
import type { Engine, Storage } from '../../runtime/engines/engine';
import { inOrder } from '../../runtime/engines/javascript/hostStorage';
import { selfTest, selfTestItems } from '../../runtime/engines/self-test/selfTest';
import type { TfjsDevice } from '../../runtime/node/tfjsDevice';
import { absent, tfjsDevice, tfjsEngine } from '../gpu/tfjsEngine';

const why = absent === undefined ? '' : ` (skipped: ${absent})`;

/** One element is another than it should be. */
const spoil = (engine: Engine, out: Storage, at: number) => engine.fill(5, { ...inOrder(out, [1]), offset: at });

type Fault = (engine: Engine) => Partial<Engine>;

const extreme =
  (wrong: 'max' | 'min'): Fault =>
  (engine) => ({
    reduce: (op, x, rank, out) => {
      engine.reduce(op, x, rank, out);
      if (op === wrong) spoil(engine, out, 3);
    },
  });
const place =
  (wrong: 'argmax' | 'argmin'): Fault =>
  (engine) => ({
    argReduce: (op, x, rank, out) => {
      engine.argReduce(op, x, rank, out);
      if (op === wrong) spoil(engine, out, 0);
    },
  });
const swapped =
  (wrong: Parameters<Engine['binary']>[0], other: Parameters<Engine['binary']>[0]): Fault =>
  (engine) => ({
    binary: (op, x, y, shape, out) => engine.binary(op === wrong ? other : op, x, y, shape, out),
  });

/** For each item something that breaks it, and nothing before it. */
const faults: Record<string, Fault> = {
  'matmul of a transposed matrix': (engine) => ({
    matmul: (x, y, out) => engine.matmul({ ...x, strides: [x.shape[1]!, 1] }, y, out),
  }),
  max: extreme('max'),
  min: extreme('min'),
  argmax: place('argmax'),
  argmin: place('argmin'),
  less: swapped('less', 'lessEqual'),
  greaterEqual: swapped('greaterEqual', 'greater'),
  notEqual: swapped('notEqual', 'greater'),
  relu: swapped('maximum', 'minimum'),
  where: (engine) => ({ where: (condition, x, _y, out) => engine.where(condition, x, 0, out) }),
  sum: (engine) => ({
    reduce: (op, x, rank, out) => {
      engine.reduce(op, x, rank, out);
      if (op === 'sum') spoil(engine, out, 7);
    },
  }),
  'int32 above 2^24': (engine) => ({
    binary: (op, x, y, shape, out) => {
      const narrow = (input: typeof x) => {
        if (typeof input === 'number' || input.dtype !== 'int32') return input;
        const floats = inOrder(engine.fresh('float32', out.length), shape);
        engine.copy(input, floats);
        return floats;
      };
      engine.binary(op, narrow(x), narrow(y), shape, out);
    },
  }),
  'reading back': (engine) => ({ copy: (x, out) => engine.copy({ ...x, strides: out.strides }, out) }),
  'max-pooling': (engine) => ({
    pool: (op, x, window, out, positions) => {
      engine.pool(op, x, window, out, positions);
      if (positions) spoil(engine, positions, 11);
    },
  }),
};

describe.skipIf(absent !== undefined)(`the self-test, on the real TensorFlow${why}`, () => {
  it('finds nothing wrong', () => {
    expect(selfTest(tfjsEngine())).toBeUndefined();
  });

  it('has a fault for each of its items', () => {
    expect(Object.keys(faults)).toEqual(selfTestItems);
  });

  it.each(Object.entries(faults))('names what is wrong: %s', (name, fault) => {
    const engine = tfjsEngine();
    expect(selfTest({ ...engine, ...fault(engine) })).toBe(name);
  });

  it.each(['max', 'min', 'sum', 'any'] as const)(
    'is content where the host serves for a driver that is wrong: %s',
    (op) => {
      const engine = tfjsEngine({ on: without(tfjsDevice(), op) });
      expect(selfTest(engine)).toBeUndefined();
      const out = engine.fresh(op === 'any' ? 'bool' : 'float32', 1);
      engine.reduce(op, inOrder(engine.upload('float32', Float32Array.of(NaN, 1)), [2]), 1, out);
      expect(engine.routes()).toContainEqual({ operation: `reduce:${op}`, route: 'host' });
    },
  );
});

/** A driver that computes a product in place of a given reduction. */
function without(device: TfjsDevice, op: string): TfjsDevice {
  const submit = (command: Command) =>
    device.submit(
      command.do === 'reduce' && command.op === op ? { ...command, op: op === 'any' ? 'all' : 'prod' } : command,
    );
  return { ...device, submit };
}
