import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as np from '../../runtime/np/np';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { deviceCandidates, type OpenDevice } from '../gpu/deviceEngines';
import { tfjsDevice } from '../gpu/tfjsEngine';

const steps = 10_000;
const width = 2000;
const megabyte = 1 << 20;

/** All that a program can keep an array in. What each holds is a whole number, so that every device must hold the very same. */
class Keeper {
  total = np.zeros([width]);
  readonly named = new Map<string, np.NDArray>();
  readonly recent: np.NDArray[] = [];
  readonly later: (() => number)[] = [];
  readonly #view: np.NDArray;

  constructor() {
    const whole = np.zeros([2, width]);
    this.#view = whole.slice('1');
  }

  step(i: number): void {
    const now = np.add(np.zeros([width]), i);
    this.total = np.add(this.total, 1);
    this.named.set(`${i % 50}`, now);
    this.recent.push(np.multiply(now, 2));
    if (this.recent.length > 20) this.recent.shift();
    if (i % 1000 === 0) this.later.push(() => now.get(i % width));
    np.copyto(this.#view, np.add(this.#view, 1));
  }

  /** What a program that kept everything rightly would say. */
  isRight(done: number): boolean {
    const named = [...this.named].every(
      ([key, array]) => (array.get(7) - Number(key)) % 50 === 0 && array.get(7) > done - 51,
    );
    const recent = this.recent.every((array, k) => array.get(3) === 2 * (done - this.recent.length + 1 + k));
    const later = this.later.every((ask, k) => ask() === 1000 * (k + 1));
    return named && recent && later && this.total.get(0) === done && this.#view.get(width - 1) === done;
  }
}

describe.each(deviceCandidates)('memory of $name follows what can be reached', ({ name, absent, open }) => {
  let device: OpenDevice;
  beforeAll(async () => {
    if (absent === undefined) device = await open();
  });
  afterAll(() => device?.end());
  const title = (text: string) => (absent === undefined ? text : `${text} (skipped: ${absent})`);

  it.skipIf(absent !== undefined)(title(`${steps} steps in one go, without a turn for the collector`), () => {
    const budget = 8 * megabyte;
    const engine = device.engine(budget);
    setEngine(engine);
    setDefaultFloat('float32');
    const keeper = new Keeper();
    let most = 0;
    const tensors: number[] = [];
    for (let i = 1; i <= steps; i++) {
      keeper.step(i);
      most = Math.max(most, engine.traffic().bytes);
      if (i % 1000 === 0) {
        expect(keeper.isRight(i), `after ${i} steps`).toBe(true);
        if (name === 'tfjs-node-gpu') tensors.push(tfjsDevice().tensors() - engine.traffic().storages);
      }
    }
    const { collections, budget: last } = engine.traffic();
    console.log(
      `${name}: ${collections} collections, at most ${(most / megabyte).toFixed(1)} MB of ${budget / megabyte} MB`,
    );
    expect(most).toBeLessThanOrEqual(budget);
    expect(last).toBe(budget);
    expect(collections).toBeGreaterThan(10);
    // Beside the storages only the numbers and tables that come again, of which few are kept.
    expect(Math.max(0, ...tensors)).toBeLessThan(300);
  });

  it.skipIf(absent !== undefined)(title('gives room to who keeps much'), () => {
    const engine = device.engine(megabyte);
    setEngine(engine);
    setDefaultFloat('float32');
    const kept = Array.from({ length: 1000 }, (_, i) => np.add(np.zeros([width]), i));
    const { collections, bytes } = engine.traffic();
    expect(bytes).toBeGreaterThan(1000 * width * 4);
    expect(collections).toBeLessThan(12);
    expect(kept.every((array, i) => array.get(5) === i)).toBe(true);
  });
});
