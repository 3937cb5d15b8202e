import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeLearnerPool } from '../../runtime/node/nodeLearnerPool';
import type { LearnerHandle } from '../../runtime/judge/learnerPool';
import type { FromLearner, ToLearner } from '../../runtime/protocol/learner';
import type { Observation } from '../../runtime/protocol/script';
import { bundleDist } from './bundle';
import type { TestDist } from './bundle';
import { temporaryFolder } from './observe';

let dist: TestDist;
let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let pool: NodeLearnerPool;

beforeAll(async () => {
  dist = await bundleDist('learner');
  temporary = await temporaryFolder();
  pool = new NodeLearnerPool({ distDir: dist.distDir, ready: 1, temporary: temporary.path });
});

afterAll(async () => {
  await pool.dispose();
  expect(await temporary.names()).toEqual([]);
  await temporary.remove();
  await dist.remove();
});

const load = (code: string): ToLearner => ({
  type: 'load',
  modules: [{ path: 'ch/ex', file: 'ch/ex.ts', code }],
  main: 'ch/ex',
  entries: ['f', 'g'],
  defaultFloat: 'float64',
  memoryLimitBytes: 64 * 2 ** 20,
});

const callF: ToLearner = {
  type: 'run',
  scripts: [{ seed: 1, timeLimitMs: 1000, steps: [{ op: 'call', target: 'f', args: [] }] }],
};

type Said = Extract<FromLearner, { type: 'printed' }>;

/** The answers to these messages, and the end if there are fewer; what was printed came on its own. */
async function converse(
  messages: ToLearner[],
): Promise<{ heard: FromLearner[]; printed: Said[]; learner: LearnerHandle }> {
  const learner = await pool.take({ memoryLimitMB: 300 });
  const heard: FromLearner[] = [];
  const printed: Said[] = [];
  const answered = new Promise<void>((resolve) => {
    learner.channel.onMessage((message) => {
      if (message.type === 'printed') return void printed.push(message);
      heard.push(message);
      if (heard.length === messages.length) resolve();
    });
  });
  for (const message of messages) learner.channel.post(message);
  await Promise.race([answered, learner.ended]);
  learner.end();
  return { heard, printed, learner };
}

/** What a module's `f()` did. */
async function run(code: string): Promise<Observation> {
  const { heard } = await converse([load(code), callF]);
  const [loaded, ran] = heard;
  if (loaded?.type !== 'loaded') throw new Error(JSON.stringify(loaded));
  if (ran?.type !== 'ran') throw new Error('it did not run');
  return ran.result.observations[0];
}

/** What an expression is, where learner code stands. */
async function evaluated(expression: string): Promise<unknown> {
  const seen = await run(`$export({ f: () => ${expression} })`);
  if (seen.kind === 'threw') return `${seen.error.name}: ${seen.error.message}`;
  return seen.kind === 'returned' && 'value' in seen.value ? seen.value.value : seen;
}

describe('what learner code does', () => {
  it('is said: kinds of exports, results, prints', async () => {
    const code = `const np = $import('np'); console.log('loading', np.array([1, 2.5]), { a: [-0] });
      $export({ f: () => { console.warn('running'); return np.ones([2]); }, g: class {} });`;
    const { heard, printed } = await converse([load(code), callF]);
    expect(printed.map(({ prints }) => prints)).toEqual(['loading [1.  2.5] { a: [-0] }\n', 'running\n']);
    expect(heard[0]).toEqual({
      type: 'loaded',
      exports: [
        ['f', 'function'],
        ['g', 'class'],
      ],
      prints: '',
      printsCut: 0,
    });
    expect(heard[1]).toMatchObject({
      type: 'ran',
      result: { observations: [{ value: { kind: 'ndarray', dtype: 'float64', shape: [2] }, prints: '' }] },
    });
  });

  it('is given line and column of its own file, and no frame of ours', async () => {
    const seen = await run(
      `const np = $import('np');\nconst inner = () =>\n  np.matmul(np.ones([2, 3]), np.ones([2, 3]));\n$export({ f: () => inner() });`,
    );
    expect(seen).toMatchObject({
      kind: 'threw',
      error: {
        frames: [
          { file: 'ch/ex.ts', line: 3, column: 6 },
          { file: 'ch/ex.ts', line: 4 },
        ],
      },
    });
  });

  it('is an error of its file when it does not load', async () => {
    const { heard } = await converse([load(`\n  throw new TypeError('not today')`)]);
    expect(heard).toMatchObject([
      {
        type: 'loadFailed',
        error: { name: 'TypeError', message: 'not today', frames: [{ file: 'ch/ex.ts', line: 2, column: 9 }] },
      },
    ]);
  });

  it('draws the same random numbers for the same seed, whatever it drew before', async () => {
    const code = `const np = $import('np'); let calls = 0;
      $export({ f: () => { const drawn = [Math.random(), np.random.rand(2)]; calls++; for (let i = 0; i < calls; i++) { Math.random(); np.random.rand(2); } return drawn; } });`;
    const scripts = [1, 2, 1].map((seed) => ({
      seed,
      timeLimitMs: 1000,
      steps: [{ op: 'call' as const, target: 'f', args: [] }],
    }));
    const learner = await pool.take({ memoryLimitMB: 300 });
    const values: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      learner.channel.onMessage((message) => {
        if (message.type === 'ran')
          values.push(message.result.observations.map((seen) => seen.kind === 'returned' && seen.value));
        if (values.length === 3) resolve();
      });
    });
    learner.channel.post(load(code));
    learner.channel.post({ type: 'run', scripts });
    await done;
    learner.end();
    expect(values[2]).toEqual(values[0]);
    expect(values[1]).not.toEqual(values[0]);
  });

  it('prints as much as it likes, at little cost: what is cut is counted', async () => {
    const started = performance.now();
    const { heard, printed } = await converse([
      load(`$export({ f: () => { for (let i = 0; i < 1e6; i++) console.log('line'); } })`),
      callF,
    ]);
    expect(performance.now() - started).toBeLessThan(10_000);
    const ran = heard[1];
    if (ran?.type !== 'ran' || ran.result.observations[0].kind !== 'returned') throw new Error('it did not run');
    const kept = [...printed, ran.result.observations[0]].map(({ prints }) => prints.length);
    const cut = [...printed, ran.result].map(({ printsCut }) => printsCut);
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(sum(kept)).toBe(20_000);
    expect(sum(kept) + sum(cut)).toBe(5e6);
    expect(printed.length).toBeLessThan(500);
  });

  it('may not make one array over the memory limit: np says so on its line', async () => {
    const seen = await run(`const np = $import('np');\n$export({ f: () => np.zeros([1e5, 1e5]) });`);
    expect(seen).toMatchObject({ kind: 'threw', error: { frames: [{ line: 2 }] } });
  });
});

describe('the world of learner code', () => {
  it.each([
    'process',
    'require',
    'module',
    'global',
    'Buffer',
    'fetch',
    'WebSocket',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'Worker',
    'MessageChannel',
    'navigator',
    'crypto',
    'structuredClone',
  ])('has no %s', async (name) => {
    expect(await evaluated(`typeof ${name}`)).toBe('undefined');
  });

  it.each([
    ['its own functions', `f.constructor.constructor('return process')()`.replace('f.', '(() => 0).')],
    ['a function of np', `$import('np').array.constructor('return process')()`],
    ['a function of console', `console.log.constructor('return process')()`],
    ['an async function', `(async () => 0).constructor('return process')()`],
    ['eval', `(0, eval)('process')`],
    ['Function', `new Function('return process')()`],
  ])('makes no code of text through %s', async (_, expression) => {
    expect(await evaluated(expression)).toMatch(/^EvalError/);
  });

  it.each([
    [
      'a frame of the stack',
      `(() => { Error.prepareStackTrace = (_, sites) => sites.map((site) => [site.getThis(), site.getFunction()]); const found = new Error().stack.flat(); Error.prepareStackTrace = undefined; return found.filter((x) => x !== undefined && x !== globalThis && (x.exit || x.readSync || x.post)).length; })()`,
      0,
    ],
    [
      'what calls it',
      `(function g() { 'use strict'; try { return String(g.caller) } catch { return 'refused' } })()`,
      'refused',
    ],
    [
      'symbols of the global object',
      `Reflect.ownKeys(globalThis).filter((key) => typeof key === 'symbol' && key !== Symbol.toStringTag).length`,
      0,
    ],
    ['streams behind the console', `typeof console._stdout`, 'undefined'],
  ])('leads nowhere through %s', async (_, expression, expected) => {
    expect(await evaluated(expression)).toEqual(expected);
  });

  it('refuses an import at run time: nothing of it ever arrives', async () => {
    const seen = await run(
      `let got = 'nothing'; import('node:fs').then((fs) => { got = fs; }, (error) => { got = error; }); $export({ f: () => got });`,
    );
    expect(seen).toMatchObject({ kind: 'returned', value: { kind: 'string', value: 'nothing' } });
  });

  it('opens no socket', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const attempts = [
      `fetch('http://127.0.0.1:${port}')`,
      `new WebSocket('ws://127.0.0.1:${port}')`,
      `require('net').connect(${port})`,
      `process.getBuiltinModule('net').connect(${port})`,
      `process.binding('tcp_wrap')`,
    ];
    for (const attempt of attempts) expect(await evaluated(attempt)).toMatch(/^ReferenceError/);
    server.close();
    expect(connections).toBe(0);
  });
});

describe('hostile learner code', () => {
  it.each([
    ['a patched JSON', `JSON.stringify = () => '{"type":"ran","index":0}'; JSON.parse = () => ({});`],
    [
      'a patched Object.prototype',
      `Object.prototype.then = () => {}; Object.prototype.toJSON = () => ({ type: 'ready' });`,
    ],
    [
      'a patched Array.prototype',
      `Array.prototype.map = () => []; Array.prototype.push = () => 0; Array.prototype[Symbol.iterator] = null;`,
    ],
    ['a patched TextEncoder', `TextEncoder.prototype.encode = () => new Uint8Array(3);`],
    ['a patched Map', `Map.prototype.get = () => undefined; Map.prototype.has = () => true;`],
  ])('%s: the run ends at worst, and says nothing that is malformed and believed', async (_, patch) => {
    const { heard, learner } = await converse([load(`$export({ f: () => 1 }); ${patch}`), callF]);
    for (const message of heard) {
      if (message.type === 'ran') expect(message.result.observations.length).toBeLessThanOrEqual(1);
    }
    expect(['closed', 'exited', 'protocol']).toContain((await learner.ended).kind);
  });

  it.each([
    [
      'an endless proxy',
      `new Proxy({}, { ownKeys() { for (;;); }, get() { for (;;); }, getPrototypeOf() { for (;;); } })`,
      { kind: 'opaque', type: 'Proxy' },
    ],
    ['a getter', `({ get a() { for (;;); } })`, { kind: 'record', entries: [['a', { kind: 'opaque' }]] }],
    ['a cycle', `(() => { const a = []; a.push(a); return a; })()`, { kind: 'list', items: [{ kind: 'opaque' }] }],
    [
      'a key named __proto__',
      `JSON.parse('{"__proto__": {"pass": true}}')`,
      { kind: 'record', entries: [['__proto__', { kind: 'record' }]] },
    ],
    ['a thenable', `({ then() { for (;;); } })`, { kind: 'record', entries: [['then', { kind: 'function' }]] }],
    [
      'a conversion',
      `({ valueOf() { for (;;); }, toString() { for (;;); }, toJSON() { for (;;); } })`,
      { kind: 'record' },
    ],
    [
      'a hundred million entries',
      `(() => { const a = []; a.length = 1e8; return a; })()`,
      { kind: 'list', cut: expect.any(Number) },
    ],
  ])('%s as a result is data that hangs nobody', async (_, expression, value) => {
    expect(await run(`$export({ f: () => ${expression} })`)).toMatchObject({ kind: 'returned', value });
  });

  it('an error that cannot be read is still an error', async () => {
    const hostile = `new Proxy(new Error('x'), { get() { throw 1; }, getPrototypeOf() { throw 1; } })`;
    expect(await run(`$export({ f: () => { throw ${hostile}; } })`)).toMatchObject({ kind: 'threw' });
  });
});
