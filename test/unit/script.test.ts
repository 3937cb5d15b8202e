import { isProxy } from 'node:util/types';
import { describe, expect, it } from 'vitest';
import * as np from '../../runtime/np/np';
import type { Argument, Script, Step } from '../../runtime/protocol/script';
import type { Value } from '../../runtime/protocol/value';
import { decodeValue } from '../../runtime/script/decode';
import { encodeValue } from '../../runtime/script/encode';
import { encodeFrame, FrameDecoder, FrameError } from '../../runtime/script/frame';
import { runScript } from '../../runtime/script/interpreter';
import type { ScriptHost } from '../../runtime/script/interpreter';
import { exportKinds } from '../../runtime/script/module';
import { describeThrown } from '../../runtime/script/thrown';
import { runTraining } from '../../runtime/script/training';
import { toWire } from '../../runtime/np/wire';
import type { FromLearner } from '../../runtime/protocol/learner';

describe('frames', () => {
  const message = {
    type: 'x',
    n: [NaN, Infinity, -Infinity, -0, 0, 1.5],
    deep: { bytes: Uint8Array.of(1, 2, 3) },
    other: new Uint8Array(9).fill(7),
    none: null,
  };

  it('carry bytes and every number exactly, in chunks of any size', () => {
    const bytes = new Uint8Array([...encodeFrame(message), ...encodeFrame({ second: true })]);
    for (const size of [1, 3, 8, 1000]) {
      const decoder = new FrameDecoder();
      const messages: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) messages.push(...decoder.push(bytes.subarray(at, at + size)));
      expect(messages).toEqual([message, { second: true }]);
      expect(Object.is((messages[0] as typeof message).n[3], -0)).toBe(true);
    }
  });

  it.each([
    ['a header over the limit', [255, 255, 255, 255, 0, 0, 0, 0]],
    ['a payload over the limit', [2, 0, 0, 0, 255, 255, 255, 255]],
    ['no JSON', [1, 0, 0, 0, 0, 0, 0, 0, 123]],
    ['no text', [1, 0, 0, 0, 0, 0, 0, 0, 255]],
    ['bytes beyond the payload', frame('{"$b":[0,4]}', 0)],
    ['a malformed reference', frame('{"$b":[-1,0]}', 0)],
    ['an unknown number', frame('{"$n":"toString"}', 0)],
  ])('refuse %s', (_, bytes) => {
    expect(() => new FrameDecoder().push(Uint8Array.from(bytes))).toThrow(FrameError);
  });

  it('do not let a key __proto__ reach a prototype', () => {
    const [decoded] = new FrameDecoder().push(Uint8Array.from(frame('{"__proto__":{"polluted":1}}', 0)));
    expect((decoded as { polluted?: number }).polluted).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  function frame(header: string, payload: number): number[] {
    const text = [...new TextEncoder().encode(header)];
    return [text.length, 0, 0, 0, payload, 0, 0, 0, ...text, ...Array<number>(payload).fill(0)];
  }
});

describe('values', () => {
  it('come back as they went', () => {
    const value = { a: [1, -0, NaN, true, null, 'x'], y: np.array([[1, 2]]) };
    const back = decodeValue(encodeValue(value)) as typeof value;
    expect(back.a).toEqual(value.a);
    expect(back.y.toArray()).toEqual([[1, 2]]);
    expect(encodeValue(np.zeros([2, 0]))).toMatchObject({ kind: 'ndarray', shape: [2, 0] });
  });

  it.each<[string, unknown, Value]>([
    ['a function', function named() {}, { kind: 'function', name: 'named' }],
    ['an instance', new (class Layer {})(), { kind: 'opaque', type: 'Layer' }],
    ['a promise', Promise.resolve(), { kind: 'promise' }],
    ['a bigint', 1n, { kind: 'opaque', type: 'bigint' }],
    ['a typed array', new Float64Array(2), { kind: 'opaque', type: 'Float64Array' }],
    ['a look-alike array', Object.create(np.NDArray.prototype), { kind: 'opaque', type: 'NDArray' }],
    ['undefined', undefined, { kind: 'undefined' }],
    ['a generator', (function* () {})(), { kind: 'opaque', type: 'Generator' }],
    ['an instance of an unnamed class', new (class {})(), { kind: 'opaque', type: 'Object' }],
    [
      'an array that says it is larger than any memory',
      np.broadcast_to(np.zeros([1]), [1e5, 1e5]),
      { kind: 'opaque', type: 'NDArray', array: { dtype: 'float64', shape: [100_000, 100_000] } },
    ],
  ])('say what %s is', (_, value, expected) => {
    expect(encodeValue(value)).toEqual(expected);
  });

  it('never call what they look at', () => {
    let called = 0;
    const touchy = {
      get loud() {
        return called++;
      },
      toJSON: () => called++,
      valueOf: () => called++,
      toString: () => String(called++),
    };
    const trap = new Proxy(
      {},
      {
        get: () => called++,
        ownKeys: () => {
          called++;
          return [];
        },
        getPrototypeOf: () => {
          called++;
          return null;
        },
      },
    );
    expect(encodeValue(Object.create(trap), { isProxy })).toEqual({ kind: 'record', entries: [] });
    expect(encodeValue({ touchy, trap }, { isProxy })).toMatchObject({
      entries: [
        [
          'touchy',
          {
            entries: [
              ['loud', { kind: 'opaque', type: 'getter' }],
              ['toJSON', {}],
              ['valueOf', {}],
              ['toString', {}],
            ],
          },
        ],
        ['trap', { kind: 'opaque', type: 'Proxy' }],
      ],
    });
    expect(called).toBe(0);
  });

  it('end at cycles, depth, length and size, and say what was cut', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(encodeValue(loop)).toEqual({ kind: 'list', items: [{ kind: 'opaque', type: 'cycle' }] });
    let deep: unknown = 1;
    for (let i = 0; i < 100; i++) deep = [deep];
    expect(JSON.stringify(encodeValue(deep))).toContain('too deep');
    expect(encodeValue([1, 2, 3], { caps: { items: 2 } })).toMatchObject({
      cut: 1,
      items: [{ value: 1 }, { value: 2 }],
    });
    expect(encodeValue({ length: 1, a: 1, b: 2 }, { caps: { items: 2 } })).toMatchObject({ kind: 'record', cut: 1 });
    expect(encodeValue('abc', { caps: { characters: 2 } })).toEqual({ kind: 'string', value: 'ab', cut: 1 });
    expect(encodeValue(np.zeros([100]), { caps: { bytes: 100 } })).toMatchObject({ kind: 'opaque' });
    expect(encodeValue(Object.assign([], { length: 1e9 }), { caps: { items: 3 } })).toMatchObject({ cut: 1e9 - 3 });
    const wide = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 1));
    expect(JSON.stringify(encodeValue(wide, { caps: { values: 50 } })).match(/"number"/g)!.length).toBeLessThan(50);
  });
});

const number = (value: number): Argument => ({ kind: 'value', value: { kind: 'number', value } });
const array = (values: number[]): Argument => ({ kind: 'value', value: toWire(np.array(values)) });
const step = (index: number): Argument => ({ kind: 'step', step: index });
const script = (...steps: Step[]): Script => ({ seed: 5, timeLimitMs: 1000, steps });

function host(): ScriptHost & { seeds: number[]; printed: string } {
  return {
    seeds: [],
    printed: '',
    now: () => performance.now(),
    seed(seed) {
      this.seeds.push(seed);
    },
    takePrints() {
      const text = this.printed;
      this.printed = '';
      return { prints: text, printsCut: text.length > 0 ? 1 : 0 };
    },
    thrown: (error) => describeThrown(error, new Set()),
  };
}

describe('the interpreter', () => {
  it('calls, constructs, gets, sets, and hands results on', () => {
    class Box {
      value: number;
      constructor(value: number) {
        this.value = value;
      }
      plus(other: Box): number {
        return this.value + other.value;
      }
    }
    const { observations } = runScript(
      script(
        { op: 'construct', target: 'Box', args: [number(1)] },
        { op: 'construct', target: 'Box', args: [number(2)] },
        { op: 'set', on: 1, name: 'value', value: number(10) },
        { op: 'method', on: 0, name: 'plus', args: [step(1)] },
        { op: 'get', on: 0, name: 'value' },
        {
          op: 'call',
          target: 'sum',
          args: [
            { kind: 'list', items: [step(3), step(4)] },
            { kind: 'record', entries: [['k', number(5)]] },
          ],
        },
      ),
      { Box, sum: ([a, b]: number[], { k }: { k: number }) => a! + b! + k },
      host(),
    );
    expect(observations.map((seen) => (seen.kind === 'returned' ? seen.value : seen.kind))).toEqual([
      { kind: 'opaque', type: 'Box' },
      { kind: 'opaque', type: 'Box' },
      { kind: 'undefined' },
      { kind: 'number', value: 11 },
      { kind: 'number', value: 1 },
      { kind: 'number', value: 17 },
    ]);
  });

  it('goes on after a throw with what does not stand on it', () => {
    const exports = {
      bad: () => {
        throw new RangeError('no');
      },
      good: () => 1,
    };
    const { observations } = runScript(
      script(
        { op: 'call', target: 'bad', args: [] },
        { op: 'get', on: 0, name: 'x' },
        { op: 'call', target: 'good', args: [step(1)] },
        { op: 'call', target: 'good', args: [] },
        { op: 'call', target: 'absent', args: [] },
      ),
      exports,
      host(),
    );
    expect(observations).toMatchObject([
      { kind: 'threw', error: { name: 'RangeError', message: 'no' } },
      { kind: 'notRun', because: 0 },
      { kind: 'notRun', because: 1 },
      { kind: 'returned' },
      { kind: 'threw', error: { name: 'TypeError' } },
    ]);
  });

  it('says which method there is not', () => {
    const { observations } = runScript(
      script({ op: 'construct', target: 'Layer', args: [] }, { op: 'method', on: 0, name: 'backward', args: [] }),
      { Layer: class {} },
      host(),
    );
    expect(observations[1]).toMatchObject({ error: { name: 'TypeError', message: "there is no method 'backward'" } });
  });

  it('sees arguments that change in place, nested ones and earlier results among them, and shared memory', () => {
    const exports = {
      make: () => np.zeros([2]),
      touch: (x: np.NDArray, list: np.NDArray[], y: np.NDArray) => {
        list[0]!.set([0], 9);
        y.set([0], 8);
        return x.slice('0:1');
      },
    };
    const { observations } = runScript(
      script(
        { op: 'call', target: 'make', args: [] },
        { op: 'call', target: 'touch', args: [array([1, 2]), { kind: 'list', items: [array([3, 4])] }, step(0)] },
      ),
      exports,
      host(),
    );
    expect(observations[1]).toMatchObject({ kind: 'returned', changed: [1, 2], shares: [0] });
  });

  it('gives every argument memory of its own', () => {
    const shared = array([1, 2]);
    const { observations } = runScript(
      script({ op: 'call', target: 'spoil', args: [shared] }, { op: 'call', target: 'first', args: [shared] }),
      { spoil: (x: np.NDArray) => x.set([0], 99), first: (x: np.NDArray) => x.item(0) },
      host(),
    );
    expect(observations[1]).toMatchObject({ value: { value: 1 } });
  });

  it('counts calls of catalogue functions', () => {
    const catalogue: Argument[] = [
      { kind: 'catalogue', name: 'sine', args: [] },
      {
        kind: 'catalogue',
        name: 'quadratic',
        args: [
          {
            kind: 'value',
            value: toWire(
              np.array([
                [2, 0],
                [0, 4],
              ]),
            ),
          },
          array([1, 1]),
        ],
      },
    ];
    const { observations, calls } = runScript(
      script({ op: 'call', target: 'use', args: catalogue }),
      { use: (f: (x: number) => number, g: (x: np.NDArray) => number) => f(0) + f(0) + g(np.array([1, 2])) },
      host(),
    );
    expect(observations[0]).toMatchObject({ value: { value: 0.5 * (2 + 16) + 3 } });
    expect(calls).toEqual([2, 1]);
  });

  it('seeds once, and keeps prints with their step', () => {
    const place = host();
    const say = (text: string) => () => {
      place.printed = text;
    };
    const result = runScript(
      script({ op: 'call', target: 'a', args: [] }, { op: 'call', target: 'b', args: [] }),
      { a: say('one'), b: say('two') },
      place,
    );
    expect(place.seeds).toEqual([5]);
    expect(result.observations.map((seen) => (seen.kind === 'notRun' ? '' : seen.prints))).toEqual(['one', 'two']);
    expect(result.printsCut).toBe(2);
  });
});

describe('what is thrown', () => {
  const files = new Set(['a/b.ts']);

  it('keeps the frames of the modules alone, innermost first', () => {
    const error = Object.assign(new Error('m'), {
      stack:
        'Error: m\n    at np (file:///np.js:1:2)\n    at f (a/b.ts:3:4)\n    at a/b.ts:5:6\n    at async g (a/b.ts:7:8)',
    });
    expect(describeThrown(error, files).frames).toEqual([
      { file: 'a/b.ts', line: 3, column: 4 },
      { file: 'a/b.ts', line: 5, column: 6 },
      { file: 'a/b.ts', line: 7, column: 8 },
    ]);
    expect(describeThrown(error, files, 2).frames[0]!.line).toBe(1);
  });

  it('knows files whose names have spaces and parentheses', () => {
    const mine = 'C:\\J (x)\\a b.ts';
    const stack = `Error\n    at f (${mine}:3:4)\n    at ${mine}:5:6\n    at g (C:\\b.ts:7:8)`;
    const { frames } = describeThrown(Object.assign(new Error(), { stack }), new Set(['b.ts', mine]));
    expect(frames).toEqual([
      { file: mine, line: 3, column: 4 },
      { file: mine, line: 5, column: 6 },
    ]);
  });

  it('takes no time over a stack made to take time, and no place that is none', () => {
    const started = performance.now();
    const stack = [' '.repeat(3e5), 'at ('.repeat(1e5), `at f (a/b.ts:${'9'.repeat(30)}:1)`].join('\n');
    expect(describeThrown(Object.assign(new Error(), { stack }), files).frames).toEqual([]);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('survives anything', () => {
    const hostile = {
      get name() {
        throw new Error();
      },
      message: 3,
      get stack() {
        throw new Error();
      },
    };
    expect(describeThrown(hostile, files)).toEqual({ name: 'Error', message: '', frames: [] });
    expect(describeThrown('text', files)).toEqual({ name: 'string', message: 'text', frames: [] });
    expect(describeThrown(null, files)).toEqual({ name: 'null', message: '', frames: [] });
    expect(describeThrown(undefined, files)).toEqual({ name: 'undefined', message: '', frames: [] });
    expect(
      describeThrown(Object.assign(new Error('x'.repeat(1e5)), { stack: 'y\n'.repeat(1e6) }), files).message.length,
    ).toBeLessThan(1e4);
  });
});

it('tells functions, classes and other exports apart', () => {
  class A {}
  expect(exportKinds({ A, f: () => 1, g() {}, n: 1, u: undefined }, ['A', 'f', 'g', 'n', 'u', 'absent'])).toEqual([
    ['A', 'class'],
    ['f', 'function'],
    ['g', 'function'],
    ['n', 'other'],
    ['u', 'other'],
    ['absent', 'missing'],
  ]);
});

describe('training', () => {
  const probe = toWire(np.ones([3, 2]));
  /** Of the last run, how many steps were recorded, each time that some were. */
  let recorded: number[];
  function train(entry: (report: (step: number, predict: unknown) => void, tick: (ms: number) => void) => unknown) {
    let time = 0;
    const posted: FromLearner[] = [];
    const plan = {
      script: script({ op: 'call', target: 'train', args: [{ kind: 'report' }] }),
      trainProbe: probe,
      testProbe: probe,
      totalSteps: 10,
      samplesPerStep: 4,
      reportEvery: 3,
    };
    const exports = {
      train: (report: (step: number, predict: unknown) => void) => entry(report, (ms) => (time += ms)),
    };
    const record = () => (steps: number) => ({ calls: [], products: [], workingSetBytes: steps });
    runTraining(plan, exports, { ...host(), now: () => time, record, post: (message) => posted.push(message) });
    recorded = posted.flatMap((message) => (message.type === 'stepRecorded' ? [message.features.workingSetBytes] : []));
    return posted.filter(({ type }) => type !== 'stepRecorded');
  }
  const predict = (x: np.NDArray) => np.sum(x, 1);

  it('records once what happens from one report to the next', () => {
    train((report) => {
      for (const step of [2, 5, 9]) report(step, predict);
    });
    expect(recorded).toEqual([3]);
    train((report) => report(10, predict));
    expect(recorded).toEqual([]);
    train((report) => {
      for (const step of [3, 3, 2]) report(step, predict);
    });
    expect(recorded).toEqual([]);
  });

  it('reports the first and the last step, and others not too often', () => {
    const posted = train((report, tick) => {
      for (let step = 1; step <= 10; step++) {
        tick(40);
        report(step, predict);
      }
    });
    expect(posted.map((message) => [message.type, 'step' in message ? message.step : 0])).toEqual([
      ['report', 1],
      ['report', 4],
      ['report', 7],
      ['report', 10],
      ['trained', 10],
    ]);
    expect(posted[1]).toMatchObject({ samples: 16, elapsedMs: 160, train: { shape: [3] }, test: { shape: [3] } });
  });

  it('posts the first step that comes again, or after a later one, and nothing after it', () => {
    const steps = (...given: number[]) =>
      train((report) => given.forEach((step) => report(step, predict))).flatMap((message) =>
        message.type === 'report' ? message.step : [],
      );
    expect(steps(1, 10, 10, 10, 9, 1, 10)).toEqual([1, 10, 10]);
    expect(steps(1, 1, 1)).toEqual([1, 1]);
    expect(steps(1, 2, 1, 2, 3)).toEqual([1, 1]);
  });

  it('hands back what the script returned', () => {
    const [message] = train(() => np.array([3])).slice(-1);
    expect(message).toMatchObject({ type: 'trained', result: { observations: [{ value: toWire(np.array([3])) }] } });
  });

  it('reports where a loop that ends early stood', () => {
    const posted = train((report) => [1, 2, 3].forEach((step) => report(step, predict)));
    expect(posted.map((message) => ('step' in message ? message.step : 0))).toEqual([1, 3, 3]);
  });

  it.each([
    [
      'a throw in the loop',
      () => {
        throw new Error('mine');
      },
      'mine',
    ],
    ['no number', (report: (a: unknown, b: unknown) => void) => report('1', predict), 'step must be a number'],
    [
      'a step too many',
      (report: (a: unknown, b: unknown) => void) => report(11, predict),
      'step 11 of a run of 10 steps',
    ],
    ['no function', (report: (a: unknown, b: unknown) => void) => report(1, 3), 'predict must be a function'],
    [
      'scores that nobody can send',
      (report: (a: unknown, b: unknown) => void) => report(1, () => np.broadcast_to(np.array([1]), [9000, 9000])),
      '(9000, 9000)',
    ],
    ['no array', (report: (a: unknown, b: unknown) => void) => report(1, () => 3), 'must return an array'],
  ])('fails on %s', (_, entry, message) => {
    expect(train(entry as never).at(-1)).toMatchObject({
      type: 'trainFailed',
      error: { message: expect.stringContaining(message) as string },
    });
  });
});
