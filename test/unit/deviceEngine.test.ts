import { beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../runtime/engines/device/device';
import { DeviceLost } from '../../runtime/engines/device/device';
import { createDeviceEngine, type DeviceEngine } from '../../runtime/engines/device/deviceEngine';
import type { Storage } from '../../runtime/engines/engine';
import { IntegerOverflow } from '../../runtime/engines/integerOverflow';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { inOrder } from '../../runtime/engines/javascript/hostStorage';
import { garbageCollector } from '../../runtime/node/collectGarbage';
import { questions, difference } from './engineContract';
import { Dice } from '../oracle/dice';
import { HostDevice, row } from './hostDevice';

let device: HostDevice;
let engine: DeviceEngine;
let collections = 0;

const made = (on: HostDevice, budget = { least: 1 << 30, most: 1 << 30 }) =>
  createDeviceEngine({
    name: 'test',
    device: on,
    host: createJavaScriptEngine(),
    budget,
    collect: () => collections++,
  });

beforeEach(() => {
  device = new HostDevice();
  engine = made(device);
  collections = 0;
});

const counts = () => ({ fallbacks: engine.stats().fallbacks, reads: engine.stats().reads });
const values = (storage: Storage) => [...engine.read(row(storage))];
const int32 = (...numbers: number[]) => engine.upload('int32', Int32Array.from(numbers));
const float32 = (...numbers: number[]) => engine.upload('float32', Float32Array.from(numbers));

const sum = (x: Storage, dtype: 'float32' | 'float64' | 'int32') => {
  const out = engine.fresh(dtype, 1);
  engine.reduce('sum', row(x), 1, out);
  return out;
};

it.each(Object.entries(questions))('answers the contract: %s', (name, ask) => {
  for (let seed = 0; seed < 12; seed++) {
    const found = difference(ask(engine, new Dice(seed)), ask(createJavaScriptEngine(), new Dice(seed)));
    expect(found, `${name}, seed ${seed}`).toBeUndefined();
  }
});

describe('what is uploaded', () => {
  it('goes to the device when it is computed with, and once', () => {
    const x = float32(1, 2);
    expect(device.submitted).toEqual([]);
    for (let i = 0; i < 2; i++) engine.matmul(inOrder(x, [1, 2]), inOrder(x, [2, 1]), engine.fresh('float32', 1));
    expect(device.submitted).toEqual(['upload', 'matmul', 'matmul']);
  });

  it('that is set element by element asks nothing of the device', () => {
    const w = engine.alloc('float32', 2);
    for (let step = 0; step < 3; step++) {
      for (const k of [0, 1]) {
        const next = float32(engine.readOne(w, k) + k + 1);
        engine.copy(row(next), { ...row(w), offset: k, shape: [1] });
      }
    }
    expect(values(w)).toEqual([3, 6]);
    expect(engine.traffic().commands).toBe(0);
    // What the device has computed stays there.
    const large = engine.alloc('float32', 1000);
    engine.unary('exp', row(large), large);
    const { commands } = engine.traffic();
    engine.copy(row(float32(5)), { ...row(large), shape: [1] });
    expect(engine.traffic().commands).toBeGreaterThan(commands);
    expect(engine.readOne(large, 0)).toBe(5);
  });

  it('is no read of the device while it is on the host, nor are labels at any time', () => {
    const labels = int32(3, 1, 2);
    const out = engine.fresh('float32', 3);
    engine.copy(row(labels), row(out));
    expect(values(labels)).toEqual([3, 1, 2]);
    engine.unary('negative', row(out), out);
    expect(counts()).toEqual({ fallbacks: 0, reads: 0 });
    expect(values(out)).toEqual([-3, -1, -2]);
    expect(counts()).toEqual({ fallbacks: 0, reads: 1 });
  });
});

it('writes element by element on the host, and uploads once it is done', () => {
  const out = engine.fresh('float32', 300);
  engine.unary('exp', row(engine.alloc('float32', 300)), out);
  expect(engine.readOne(out, 0)).toBe(1);
  device.submitted.length = 0;
  for (let i = 0; i < 9; i++) engine.fill(engine.readOne(out, i) + i, { ...row(out), offset: i, shape: [] });
  expect(device.submitted).toEqual(['release']);
  const copied = engine.fresh('float32', 300);
  engine.copy(row(out), row(copied));
  expect(values(copied).slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]);
  expect(device.submitted).toEqual(['release', 'upload', 'copy']);
});

describe('whole numbers', () => {
  it('that count up are known without a read', () => {
    const places = engine.fresh('int32', 50_000);
    engine.iota(places, 3, 1);
    expect(engine.readOne(places, 40_000)).toBe(40_003);
    expect(device.submitted).toEqual([]);
  });

  it('stay on the device where they cannot leave their range', () => {
    const out = sum(int32(1, 2, 3), 'int32');
    expect(counts()).toEqual({ fallbacks: 0, reads: 0 });
    expect(values(out)).toEqual([6]);
  });

  it('are looked at where they might, and throw where they do', () => {
    const most = int32(2147483647, 1);
    expect(() => sum(most, 'int32')).toThrow(IntegerOverflow);
    expect(values(sum(int32(2147483647, -1), 'int32'))).toEqual([2147483646]);
    expect(counts().fallbacks).toBe(2);
    const out = engine.fresh('int32', 2);
    expect(() => engine.binary('add', row(most), 1, [2], out)).toThrow(IntegerOverflow);
  });

  it('give a whole sum in float64, for which only the sum is read', () => {
    const counted = engine.upload('bool', Uint8Array.of(1, 0, 1));
    expect(values(sum(counted, 'float64'))).toEqual([2]);
    expect(counts()).toEqual({ fallbacks: 0, reads: 1 });
  });

  it('are compared with floats on the host where float32 would round them', () => {
    const out = engine.fresh('bool', 1);
    engine.binary('equal', row(int32(16_777_217)), row(float32(16_777_216)), [1], out);
    expect(values(out)).toEqual([0]);
    expect(counts().fallbacks).toBe(1);
  });
});

describe('float64', () => {
  it('stays on the host, and is counted', () => {
    const x = engine.upload('float64', Float64Array.of(0.1, 0.2));
    expect(values(sum(x, 'float64'))).toEqual([0.1 + 0.2]);
    expect(device.submitted).toEqual([]);
    expect(counts()).toEqual({ fallbacks: 1, reads: 0 });
  });

  it('comes over as a transfer when it is cast', () => {
    const out = engine.fresh('float32', 2);
    engine.copy(row(engine.upload('float64', Float64Array.of(0.5, 2))), row(out));
    engine.unary('negative', row(out), out);
    expect(values(out)).toEqual([-0.5, -2]);
    expect(counts().fallbacks).toBe(0);
  });
});

describe('positions', () => {
  it('that come twice: the last value is written', () => {
    const out = engine.alloc('float32', 4);
    engine.scatter('set', row(out), 1, int32(2, 0, 2), row(float32(1, 5, 3)));
    expect(values(out)).toEqual([5, 0, 3, 0]);
  });

  it('of maxima are put to use without a look', () => {
    const x = inOrder(float32(1, 4, 2, 3, 9, 8, 7, 6), [1, 1, 2, 4]);
    const pooled = engine.fresh('float32', 2),
      positions = engine.fresh('int32', 2);
    engine.pool('max', x, { height: 2, width: 2, stride: 2, pad: 0 }, pooled, positions);
    const reads = counts().reads;
    const gradient = engine.alloc('float32', 8);
    expect(engine.putAlong!(inOrder(gradient, [1, 8]), 1, inOrder(positions, [1, 2]), inOrder(pooled, [1, 2]))).toBe(
      true,
    );
    expect(counts().reads).toBe(reads);
    expect(values(gradient)).toEqual([0, 0, 0, 0, 9, 0, 7, 0]);
  });

  it('of which nothing is known are not', () => {
    const out = inOrder(engine.alloc('float32', 8), [1, 8]);
    expect(engine.putAlong!(out, 1, inOrder(int32(1, 1), [1, 2]), 1)).toBe(false);
  });
});

/** A device whose maxima lose NaN, until it is told to be careful, or for good. */
class Forgetful extends HostDevice {
  readonly learns: boolean;
  #careful = false;

  constructor(learns: boolean) {
    super();
    this.learns = learns;
  }

  override submit(command: Command): void {
    if (command.do === 'careful') this.#careful = this.learns;
    if (command.do !== 'reduce' || command.op !== 'max' || this.#careful) return super.submit(command);
    super.submit({ ...command, op: 'min' });
  }
}

describe.each([
  ['careful', true],
  ['host', false],
] as const)('an operation that is wrong on this device', (route, learns) => {
  it(`takes another route: ${route}`, () => {
    engine = made(new Forgetful(learns));
    const out = engine.fresh('float32', 1);
    engine.reduce('max', row(float32(1, NaN, 3)), 1, out);
    expect(values(out)).toEqual([NaN]);
    expect(engine.routes()).toEqual([{ operation: 'reduce:max', route }]);
    expect(counts().fallbacks).toBe(learns ? 0 : 1);
  });
});

describe('memory', () => {
  it('is looked after when the budget is passed, and the budget grows with what is kept', () => {
    engine = made(device, { least: 1 << 20, most: 1 << 20 });
    const kept = Array.from({ length: 400 }, () => {
      const out = engine.fresh('float32', 1000);
      engine.iota(out, 0, 1);
      return out;
    });
    expect(kept).toHaveLength(400);
    expect(collections).toBe(1);
    expect(engine.traffic()).toMatchObject({ storages: 400 });
    expect(engine.traffic().budget).toBeGreaterThan(2 << 20);
  });

  it('has more room where it fills up soon, up to a limit', () => {
    const limits = { least: 1 << 20, most: 8 << 20 };
    const collect = garbageCollector();
    engine = createDeviceEngine({ name: 'test', device, host: createJavaScriptEngine(), budget: limits, collect });
    for (let i = 0; i < 200; i++) engine.fill(i, row(engine.fresh('float32', 1 << 16)));
    const { budget, bytes, collections } = engine.traffic();
    expect(budget).toBe(limits.most);
    expect(bytes).toBeLessThanOrEqual(limits.most);
    expect(collections).toBeLessThan(15);
  });

  it('that is full is asked for again once the unreachable is gone', () => {
    let full = true;
    class Full extends HostDevice {
      override submit(command: Command): void {
        if (command.do === 'fill' && full) {
          full = false;
          throw new DeviceLost('outOfMemory', 'no room');
        }
        super.submit(command);
      }
    }
    engine = made(new Full());
    const out = engine.fresh('float32', 1000);
    engine.fill(3, row(out));
    expect(engine.readOne(out, 999)).toBe(3);
    expect(collections).toBe(1);
  });

  it('is given back by hand too', () => {
    const out = engine.fresh('float32', 4);
    engine.iota(out, 0, 1);
    engine.release(out);
    expect(device.storages.size).toBe(0);
    expect(engine.traffic()).toMatchObject({ storages: 0, bytes: 0 });
  });
});

it('passes on that the device is gone', () => {
  class Gone extends HostDevice {
    override read(): never {
      throw new DeviceLost('lost', 'pulled out');
    }
  }
  engine = made(new Gone());
  const out = engine.fresh('float32', 4);
  engine.iota(out, 0, 1);
  expect(() => engine.read(row(out))).toThrow(DeviceLost);
});
