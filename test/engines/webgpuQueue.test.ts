import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceLost, Layout } from '../../runtime/engines/device/device';
import { readEntry, writeEntry, type Entry } from '../../runtime/engines/device/queueEntry';
import { Words, type Payload } from '../../runtime/engines/device/queueWords';
import { NoWebgpu, openWebgpuDevice, type WebgpuDevice, type WebgpuOptions } from '../../runtime/node/webgpuDevice';
import { bundleCode, emptyDist, type TestDist } from '../process/bundle';

// The queue to a device, without a device: its thread plays one that only keeps what it is given.
let dist: TestDist;
const opened: WebgpuDevice[] = [];
beforeAll(async () => {
  dist = await emptyDist();
});
afterEach(() => Promise.all(opened.splice(0).map((device) => device.end())));
afterAll(() => dist.remove());

const keeping = `
  import { serve, OutOfMemory } from '../../runtime/node/webgpuThread';
  const kept = new Map();
  let answer;
  let count = 0;
  // As a device's: not before another turn.
  const place = async (elements) => {
    await new Promise((resolve) => setImmediate(resolve));
    new elements.constructor(answer).set(elements);
  };
  const run = (entry) => {
    count++;
    switch (entry.do) {
      case 'upload': return void kept.set(entry.out.id, entry.elements);
      case 'fill': return void kept.get(entry.out.id).fill(entry.value);
      case 'release': return entry.ids.forEach((id) => kept.delete(id));
      case 'read':
        answer = entry.answer ?? answer;
        return place(kept.get(entry.x.id) ?? new Float32Array([kept.size]));
      case 'flush': return new Promise((resolve) => setImmediate(resolve));
    }
  };
`;

/** A device whose thread runs this; by default it is `run` above. */
async function playing(code = 'run', options: WebgpuOptions = {}): Promise<WebgpuDevice> {
  const worker = path.join(dist.distDir, `worker${opened.length}.mjs`);
  await bundleCode(
    `${keeping} serve(async (dawn, fail) => ({ about: { description: 'a drawer', software: true }, run: ${code}, rest() {} }));`,
    worker,
  );
  const device = openWebgpuDevice({ worker, dawn: worker }, options);
  opened.push(device);
  return device;
}

const target = (id: number, length = 1) => ({ id, dtype: 'float32' as const, length });
const layout = (id: number, length = 1): Layout => ({
  id,
  offset: 0,
  shape: [length],
  strides: [1],
  dtype: 'float32',
});
const zeros = { do: 'zeros', out: target(0) } as const;
const silent = { name: 'DeviceLost', why: 'silent', message: 'no sign of life for 0.5 s' };

function lossOf(action: () => void): Pick<DeviceLost, 'name' | 'why' | 'message'> | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    const { name, why, message } = error as DeviceLost;
    return { name, why, message };
  }
}

describe('what is written is what is read', () => {
  const view = { ...layout(7, 3), offset: 2, shape: [3, 0, 5], strides: [-1, 0, 12], dtype: 'int32' as const };
  const entries: Entry[] = [
    { do: 'upload', elements: new Float32Array([NaN, -0, Infinity, 1e-45]), out: target(1, 4) },
    { do: 'upload', elements: Int32Array.of(-(2 ** 31), 2 ** 31 - 1), out: { id: 2, dtype: 'int32', length: 2 } },
    { do: 'upload', elements: new Uint8Array(300).fill(1), out: { id: 3, dtype: 'bool', length: 300 } },
    { do: 'upload', elements: new Float64Array(65).fill(Math.PI), out: { id: 4, dtype: 'float64', length: 65 } },
    { do: 'fill', value: -0, out: view },
    { do: 'scatter', mode: 'max', out: view, rank: 1, positions: view, values: NaN },
    { do: 'scatter', mode: 'add', out: view, rank: 1, positions: view, values: view },
    { do: 'binary', op: 'logicalXor', x: -Infinity, y: view, shape: [], out: target(2 ** 40) },
    {
      do: 'pool',
      op: 'mean',
      x: view,
      window: { height: 2, width: 3, stride: 1, pad: 0 },
      out: target(8),
      positions: undefined,
    },
    {
      do: 'pool',
      op: 'max',
      x: view,
      window: { height: 2, width: 3, stride: 1, pad: 0 },
      out: target(8),
      positions: target(9),
    },
    { do: 'release', ids: [1, 2, 3] },
    { do: 'careful', operation: 'pool:max' },
    { do: 'read', x: view, answer: undefined },
    { do: 'flush' },
  ];
  it.each(entries.map((entry) => ({ entry })))('$entry.do', ({ entry }) => {
    const memory = new Float64Array(512);
    const writing = new Words(memory);
    let payload: Payload | undefined;
    const reading = new Words(memory, () => payload);
    writing.goTo(100);
    writeEntry(writing, entry);
    payload = writing.beside;
    reading.goTo(100);
    expect(readEntry(reading)).toEqual(entry);
  });
});

describe('a queue to a device', () => {
  it('keeps the order, in more rounds than it has slots', async () => {
    const device = await playing();
    for (let round = 0; round < 1500; round++) {
      device.submit({ do: 'upload', elements: new Float32Array(round % 200).fill(round), out: target(round % 3) });
      if (round % 100 === 99)
        expect(device.read(layout(round % 3, round % 200))).toEqual(new Float32Array(round % 200).fill(round));
    }
  });

  it('copies what is uploaded when it is uploaded, and gives memory that nobody else holds', async () => {
    const device = await playing();
    for (const length of [3, 5000]) {
      const mine = new Float32Array(length).fill(1);
      device.submit({ do: 'upload', elements: mine, out: target(1, length) });
      mine.fill(2);
      const first = device.read(layout(1, length));
      expect(first).toEqual(new Float32Array(length).fill(1));
      expect(first.buffer).toBeInstanceOf(ArrayBuffer);
      first.fill(3);
      expect(device.read(layout(1, length))).toEqual(new Float32Array(length).fill(1));
    }
  });

  it('gives answers of any size', async () => {
    const device = await playing();
    for (const length of [1, 20_000, 1, 100_000, 20, 0]) {
      device.submit({ do: 'upload', elements: new Float32Array(length).fill(length), out: target(1, length) });
      expect(device.read(layout(1, length))).toEqual(new Float32Array(length).fill(length));
    }
  });

  it('releases long lists', async () => {
    const device = await playing();
    const ids = Array.from({ length: 1000 }, (_, i) => i);
    for (const id of ids) device.submit({ do: 'upload', elements: new Float32Array(1), out: target(id) });
    expect(device.read(layout(-1))).toEqual(new Float32Array([1000]));
    device.submit({ do: 'release', ids: ids.slice(1) });
    expect(device.read(layout(-1))).toEqual(new Float32Array([1]));
  });

  it('takes 512 commands that wait, and blocks at the next', async () => {
    const device = await playing('() => { for (;;); }', { silentMs: 500 });
    for (let i = 0; i < 512; i++) device.submit(zeros);
    expect(lossOf(() => device.submit(zeros))).toEqual(silent);
  });

  it('takes 256 MB of uploads that wait, or a larger one alone', async () => {
    const device = await playing('() => { for (;;); }', { silentMs: 500 });
    const large = { do: 'upload', elements: new Float32Array(25 << 20), out: target(1, 25 << 20) } as const;
    device.submit(large);
    device.submit(large);
    expect(lossOf(() => device.submit(large))).toEqual(silent);

    const another = await playing('() => { for (;;); }', { silentMs: 500, bytes: 1000 });
    another.submit({ do: 'upload', elements: new Float32Array(300), out: target(1, 300) });
    expect(lossOf(() => another.submit({ ...large, elements: new Float32Array(100) }))).toEqual(silent);
  });

  it('waits for room, and goes on when there is some', async () => {
    const slow = '(entry) => { const end = Date.now() + 2; while (Date.now() < end); return run(entry); }';
    const device = await playing(slow, { bytes: 1000, silentMs: 400 });
    for (let i = 0; i < 600; i++)
      device.submit({ do: 'upload', elements: new Float32Array(100).fill(i), out: target(1, 100) });
    expect(device.read(layout(1, 100))).toEqual(new Float32Array(100).fill(599));
  });
});

describe('what befalls the other thread is said at the next call', () => {
  const third = (what: string) => `(entry) => count === 2 ? ${what} : run(entry)`;
  it.each([
    ['a command fails', third(`(() => { throw new RangeError('no such shape'); })()`), 'lost', 'no such shape'],
    ['there is no memory', third(`(() => { throw new OutOfMemory('of 8 GB') })()`), 'outOfMemory', 'of 8 GB'],
    ['it exits', third('process.exit(0)'), 'lost', 'its thread has ended'],
    ['something else throws', third(`void setImmediate(() => { throw new Error('later') })`), 'lost', 'later'],
    ['the device says so', third(`void fail(new Error('unplugged'))`), 'lost', 'unplugged'],
    ['it hangs', third('(() => { for (;;); })()'), 'silent', 'no sign of life for 0.5 s'],
    ['an answer never comes', third('new Promise(() => undefined)'), 'silent', 'no sign of life for 0.5 s'],
  ])('%s', async (_, run, why, message) => {
    const loss = { name: 'DeviceLost', why, message };
    const calls: Record<string, (device: WebgpuDevice) => void> = {
      read: (device) => void device.read(layout(1)),
      flush: (device) => device.flush(),
      submit: (device) => {
        for (const end = performance.now() + 3000; performance.now() < end;) device.submit(zeros);
      },
    };
    for (const [name, call] of Object.entries(calls)) {
      const device = await playing(run, { silentMs: 500, longestMs: 300 });
      device.submit(zeros);
      device.submit(zeros);
      expect(
        lossOf(() => call(device)),
        name,
      ).toEqual(loss);
      // It stays so, and is said at once.
      const started = performance.now();
      expect(lossOf(() => device.submit(zeros))).toEqual(loss);
      expect(lossOf(() => device.read(layout(1)))).toEqual(loss);
      expect(performance.now() - started).toBeLessThan(200);
    }
  });

  it('is no loss that an answer takes long, as long as the thread lives', async () => {
    const slow = '(entry) => new Promise((resolve) => setTimeout(() => resolve(run(entry)), 1200))';
    const device = await playing(slow, { silentMs: 500 });
    expect(device.read(layout(-1))).toEqual(Float32Array.of(0));
  });
});

describe('a device that does not open', () => {
  const opening = async (code: string, options: WebgpuOptions = {}): Promise<unknown> => {
    const worker = path.join(dist.distDir, 'opening.mjs');
    await bundleCode(`${keeping} ${code}`, worker);
    try {
      opened.push(openWebgpuDevice({ worker, dawn: worker }, options));
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it.each([
    ['says why', `serve(async () => { throw new Error('no GPU') });`, 'no GPU'],
    ['may be the fault of its thread', `throw new Error('half a file')`, `the GPU's thread said nothing for 1 s`],
    [
      'may never answer',
      `serve(() => new Promise(() => setInterval(() => {}, 50)))`,
      `the GPU's thread said nothing for 1 s`,
    ],
  ])('%s', async (_, code, message) => {
    const error = await opening(code, { startMs: 1000 });
    expect(error).toBeInstanceOf(NoWebgpu);
    expect(error).toMatchObject({ why: 'didNotLoad', message });
  });

  it('names a file that is not there', () => {
    const files = { worker: path.join(dist.distDir, 'none.mjs'), dawn: '' };
    expect(() => openWebgpuDevice(files)).toThrow(
      expect.objectContaining({ why: 'notBuilt', message: 'none.mjs' }) as Error,
    );
  });
});
