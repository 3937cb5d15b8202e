import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createForkedJudge } from '../../runtime/node/judgeClient';
import type { ForkedJudge } from '../../runtime/node/judgeClient';
import { thisProgram } from '../../runtime/node/launchPlan';
import type { CheckEvent, CheckRequest } from '../../runtime/protocol/judge';
import type { Verdict } from '../../runtime/protocol/verdict';
import { bundleCode, bundleDist, bundleImpostor } from './bundle';
import type { TestDist } from './bundle';
import { writeCourse } from './course';
import { isAlive, temporaryFolder, until } from './observe';

/** Longer than any check of these may take, its re-run included. */
const patience = 20_000;

const never = new AbortController().signal;
const originalTemporary = process.env.TMPDIR;
let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let dist: TestDist;
let judge: ForkedJudge;

beforeAll(async () => {
  dist = await bundleDist('judge', 'learner');
  await writeCourse(dist.distDir);
  temporary = await temporaryFolder();
  process.env.TMPDIR = temporary.path;
  judge = createForkedJudge({ distDir: dist.distDir, program: async () => thisProgram() });
});

afterAll(async () => {
  await judge.dispose();
  expect(processesOf(dist.distDir), 'processes left behind').toEqual([]);
  expect(await temporary.names(), 'folders left behind').toEqual([]);
  process.env.TMPDIR = originalTemporary;
  if (originalTemporary === undefined) delete process.env.TMPDIR;
  await temporary.remove();
  await dist.remove();
});

function request(text: string, exercise = 'proof/double'): CheckRequest {
  return { exercise, file: `${exercise}.ts`, text, seed: 1, engine: 'cpu', uses: [], mode: 'check' };
}

async function check(text: string, exercise?: string, by = judge): Promise<Verdict> {
  const started = performance.now();
  const verdict = await by.check(request(text, exercise), () => {}, never);
  expect(performance.now() - started, 'time to the verdict').toBeLessThan(patience);
  return verdict;
}

/** Processes of ours, by what they were started with; spares that wait for a check are among them. */
function processesOf(distDir: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => commandOf(pid).includes(distDir) && isAlive(pid));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const isJudge = (pid: number) => commandOf(pid).includes('judge.mjs');

const wrong = `export function double(x: np.NDArray) { return np.multiply(x, 3); }`;
const right = `export function double(x: np.NDArray) { return np.multiply(x, 2); }`;
const withNp = (code: string) => `import * as np from 'np';\n${code}\n`;

describe('code that means no harm', () => {
  it('passes when it is right, and fails when it is not', async () => {
    expect((await check(withNp(right))).outcome).toBe('pass');
    expect((await check(withNp(wrong))).outcome).toBe('fail');
  });

  it('trains, and is measured by the judge', async () => {
    const rows = 'np.concatenate([np.negative(rows), rows], 1)';
    const learn = (scores: string) =>
      withNp(
        `export function learn(x: any, t: any, report: any) { for (let s = 1; s <= 20; s++) report(s, (rows: any) => ${scores}); }`,
      );
    expect(await check(learn(rows), 'proof/learn')).toMatchObject({ outcome: 'pass', metrics: { testAccuracy: 1 } });
    const upsideDown = await check(learn(`np.negative(${rows})`), 'proof/learn');
    expect(upsideDown).toMatchObject({ outcome: 'fail', metrics: { testAccuracy: 0 } });
  });

  it('passes however much it prints', async () => {
    const printing = `const line = 'x'.repeat(1e6); for (let i = 0; i < 100; i++) console.log(line); return np.multiply(x, 2);`;
    const verdict = await check(withNp(`export function double(x: np.NDArray) { ${printing} }`));
    expect(verdict.printsCut).toBeGreaterThan(90e6);
    expect(JSON.stringify(verdict).length).toBeLessThan(2e6);
  });
});

describe('what was printed before the end is shown', () => {
  const hello = `console.log('hello'); console.log('again');`;

  it.each([
    ['time runs out', 'proof/double', `for (;;);`, 'timedOut'],
    ['it throws', 'proof/double', `throw new Error('no');`, 'threw'],
    [
      'memory runs out',
      'proof/patient-double',
      `const kept: unknown[] = []; for (;;) kept.push(new Float64Array(1e6).fill(1));`,
      'outOfMemory',
    ],
  ])('when %s', async (_, exercise, code, reason) => {
    const verdict = await check(`export function double() { ${hello} ${code} }`, exercise);
    expect(verdict.error?.reason).toBe(reason);
    expect(verdict.cases[0]).toMatchObject({ outcome: 'error', prints: 'hello\nagain\n' });
    const atLoad = await check(`${hello} ${code}\nexport function double() {}`, exercise);
    expect(atLoad.error?.reason).toBe(reason);
    expect(atLoad.prints).toBe('hello\nagain\n');
  });

  it('when a file that is run prints without end: as it comes', async () => {
    let heard = '';
    const listen = (event: CheckEvent) => void (heard += event.type === 'prints' ? event.text : '');
    const text = `for (let i = 0; ; i++) console.log(i);`;
    const verdict = await judge.check({ ...request(text), mode: 'run' }, listen, never);
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'timedOut' } });
    expect(verdict.prints.startsWith('0\n1\n2\n')).toBe(true);
    expect(verdict.prints.length).toBe(20_000);
    expect(verdict.printsCut).toBeGreaterThan(10_000);
    expect(heard).toBe(verdict.prints);
  });

  it('when a check is cancelled', async () => {
    const cancel = new AbortController();
    let heard = '';
    const listen = (event: CheckEvent) => void (heard += event.type === 'prints' ? event.text : '');
    const started = (event: CheckEvent) => event.type === 'caseStarted' && setTimeout(() => cancel.abort(), 500);
    const text = `export function double() { ${hello} for (;;); }`;
    await judge.check(request(text, 'proof/patient-double'), (event) => (listen(event), started(event)), cancel.signal);
    expect(heard).toBe('hello\nagain\n');
  });
});

describe('code that never ends or takes everything', () => {
  it.each([
    ['a loop in a function', `export function double() { for (;;); }`],
    ['a loop at import', `for (;;);\nexport function double() {}`],
  ])('%s', async (_, text) => {
    expect(await check(text)).toMatchObject({ outcome: 'error', error: { reason: 'timedOut' } });
  });

  it.each([
    [
      'a heap that grows',
      `export function double() { const kept: unknown[] = []; for (;;) kept.push([kept.length]); }`,
    ],
    [
      'typed arrays',
      `const kept: unknown[] = [];\nexport function double() { for (;;) kept.push(new Float64Array(1e6).fill(1)); }`,
    ],
    [
      'arrays of np',
      withNp(`const kept: unknown[] = [];\nexport function double() { for (;;) kept.push(np.ones([1000, 1000])); }`),
    ],
  ])('%s', async (_, text) => {
    const verdict = await check(text, 'proof/patient-double');
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'outOfMemory' } });
    expect(verdict.peakMemoryBytes).toBeGreaterThan(256 * 2 ** 20);
  });

  it('one array over the limit is an error of its line', async () => {
    const verdict = await check(withNp(`export function double() { return np.zeros([1e5, 1e5]); }`));
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'threw', place: { line: 2 } } });
  });

  it.each([
    ['a check', 'proof/double', `export function double() { for (;;); }`],
    ['a training run', 'proof/learn', `export function learn() { for (;;); }`],
  ])('%s is cancelled at once', async (_, exercise, text) => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    const started = performance.now();
    const verdict = await judge.check(request(text, exercise), () => {}, cancel.signal);
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'cancelled' } });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('a text that wants to break who reads it', () => {
  it.each([
    ['nested arrows', `const f = ${'x=>'.repeat(1000)}1;`],
    ['nested classes', `const f = ${'(class{a=('.repeat(300)}1${')})'.repeat(300)};`],
    ['a long chain', `const f = q${'.a'.repeat(20_000)};`],
    ['ten megabytes', `let z = 0;\n${'z = z + 1;\n'.repeat(1e6)}`],
  ])('%s: it is refused, and the next text is read as ever', async (_, text) => {
    const { outcome, failure } = await check(withNp(`${text}\n${right}`));
    expect(outcome).toBe('fail');
    expect(failure?.finding.code).toMatch(/^(syntax|tooLong)$/);
    expect((await check(withNp(`enum Mode { A }\n${right}`))).outcome).toBe('pass');
  });
});

describe('code that wants to pass without being right', () => {
  it.each([
    ['leaves', `export function double() { process.exit(0); }`],
    ['leaves at import', `process.exit(0);\nexport function double() {}`],
    [
      'patches Math',
      withNp(`Math.abs = () => 0; Math.max = () => 0; Number.isNaN = () => false; Object.is = () => true;\n${wrong}`),
    ],
    [
      'patches Array.prototype',
      withNp(
        `Array.prototype.every = () => true; Array.prototype.some = () => false; Array.prototype.map = () => [];\n${wrong}`,
      ),
    ],
    [
      'patches NDArray',
      withNp(
        `const array = Object.getPrototypeOf(np.ones([1]));\nfor (const name of Object.getOwnPropertyNames(array)) { try { Object.defineProperty(array, name, { value: () => 2 }); } catch {} }\n${wrong}`,
      ),
    ],
    ['patches JSON', withNp(`JSON.stringify = () => '{}';\n${wrong}`)],
    [
      'pollutes Object.prototype',
      withNp(
        `Object.assign(Object.prototype, { outcome: 'pass', pass: true, differing: 0, then: 1, toJSON: () => ({}) });\n${wrong}`,
      ),
    ],
    ['returns a proxy', `export function double(x: any) { return new Proxy(x, {}); }`],
    [
      'returns what claims to equal anything',
      `export function double() { return { shape: [2], valueOf: () => 2, toJSON: () => [2, 4], equals: () => true }; }`,
    ],
    [
      'returns getters',
      `export function double() { return { get shape() { for (;;); }, get dtype() { for (;;); } }; }`,
    ],
    [
      'hides behind the prototype of a proxy',
      `export function double() { return Object.create(new Proxy({}, { getPrototypeOf() { for (;;); } })); }`,
    ],
    ['returns a generator', `export function* double(x: any) { for (;;) yield x; }`],
    ['returns far too much', withNp(`export function double() { return np.zeros([4000, 4000]); }`)],
    [
      'forges the places of its error',
      `export function double() { throw Object.assign(new Error(), { stack: 'at (proof/double.ts:' + '9'.repeat(30) + ':1)' }); }`,
    ],
    ['returns a promise', withNp(`export async function double(x: np.NDArray) { return np.multiply(x, 2); }`)],
    [
      'reads the tests',
      `import fs from 'node:fs';\nexport function double() { return fs.readFileSync('course/proof/double.secret.json'); }`,
    ],
    ['imports late', `export function double() { return import('node:fs'); }`],
    ['asks the process for a module', `export function double() { return process.getBuiltinModule('fs'); }`],
    ['makes code of text', `export function double() { return double.constructor('return process')(); }`],
    ['kills its parent', `export function double() { process.kill(process.ppid, 'SIGKILL'); }`],
    [
      'throws what cannot be read',
      `export function double() { throw new Proxy(new Error(), { get() { throw 1; } }); }`,
    ],
    [
      'answers from a table of the examples',
      withNp(`export function double(x: np.NDArray) { return np.array([2, 4]); }`),
    ],
  ])('%s: no pass, and the judge lives on', async (_, text) => {
    const verdict = await check(text);
    expect(['fail', 'error']).toContain(verdict.outcome);
    expect(verdict.error?.reason).not.toBe('internal');
    expect((await check(withNp(right))).outcome).toBe('pass');
  });
});

/** The learner's process itself in an enemy's hands: it holds the channel and may write what it likes. */
describe('a learner process that is not ours any more', () => {
  const loaded = `post(loaded);`;
  const told = `post({ type: 'ready' });
    const nothing = { kind: 'returned', value: { kind: 'bool', value: true }, changed: [], shares: [], durationMs: 0, prints: '' };
    const loaded = { type: 'loaded', exports: [['double', 'function']], prints: '', printsCut: 0 };
    const ran = (index, observations) => ({ type: 'ran', index, result: { observations, calls: [], printsCut: 0 } });
    const answer = (script, index) => post(ran(index, script.steps.map(() => nothing)));
    for (const message of messages()) {`;

  it.each([
    ['leaves with code 0', `process.exit(0); }`, 'crashed'],
    ['leaves after loading', `${loaded} process.exit(0); }`, 'crashed'],
    ['crashes', `process.abort(); }`, 'crashed'],
    ['says that it passed', `post({ type: 'verdict', outcome: 'pass' }); for (;;); }`, 'crashed'],
    [
      'answers twice',
      `if (message.type === 'load') { ${loaded} } else message.scripts.forEach((script, i) => { answer(script, i); answer(script, i); }); }`,
      'crashed',
    ],
    // In one write, so that no question can come between.
    [
      'answers before it is asked',
      `send(Buffer.concat([loaded, ran(0, [])].map(encodeFrame))); for (;;); }`,
      'crashed',
    ],
    ['says too much at once', `send(Buffer.from([255, 255, 255, 255, 255, 255, 255, 255])); for (;;); }`, 'crashed'],
    ['says 100 MB of nothing', `for (let i = 0; i < 100; i++) send(Buffer.alloc(1 << 20)); for (;;); }`, 'crashed'],
    ['prints without end', `for (;;) post({ type: 'printed', prints: 'x'.repeat(1000), printsCut: 0 }); }`, 'crashed'],
    ['prints nothing without end', `for (;;) post({ type: 'printed', prints: '', printsCut: 1e9 }); }`, 'crashed'],
    ['prints unasked', `${loaded} post({ type: 'printed', prints: 'x', printsCut: 0 }); for (;;); }`, 'crashed'],
    ['answers by nothing at all', `for (;;); }`, 'timedOut'],
    ['kills the judge', `process.kill(process.ppid, 'SIGKILL'); for (;;); }`, 'internal'],
  ])('%s', async (_, code, reason) => {
    await withImpostor(`${told} ${code}`, async (impostor) => {
      const verdict = await check(withNp(right), undefined, impostor);
      expect(verdict).toMatchObject({ outcome: 'error', error: { reason } });
    });
  });

  it('forges every answer: no pass without the right numbers', async () => {
    const forger = `if (message.type === 'load') { ${loaded} } else message.scripts.forEach(answer); }`;
    await withImpostor(`${told} ${forger}`, async (impostor) => {
      expect((await check(withNp(right), undefined, impostor)).outcome).toBe('fail');
    });
  });

  it('reports without end: the run ends with the first step that comes again', async () => {
    const scores = `{ kind: 'ndarray', dtype: 'float64', shape: [40, 2], bytes: new Uint8Array(640) }`;
    const flood = `loaded.exports = [['learn', 'function']];
      if (message.type === 'load') { ${loaded} } else for (let step = 0; ; step = (step + 1) % 20)
        post({ type: 'report', step, elapsedMs: 1, samples: 1, train: ${scores}, test: ${scores}, prints: '', printsCut: 0 }); }`;
    await withImpostor(`${told} ${flood}`, async (impostor) => {
      let points = 0;
      const count = (event: CheckEvent) => void (points += event.type === 'trainingPoints' ? 1 : 0);
      const verdict = await impostor.check(request(withNp('export function learn() {}'), 'proof/learn'), count, never);
      expect(verdict.cases[0]?.failure?.finding).toEqual({ code: 'stepsOutOfOrder', step: 0, after: 19 });
      expect(points).toBe(20);
    });
  });

  it('gives shapes that its bytes do not fill', async () => {
    const lie = `{ kind: 'ndarray', dtype: 'float64', shape: [1e9], bytes: new Uint8Array(16) }`;
    const liar = `nothing.value = ${lie}; if (message.type === 'load') { ${loaded} } else message.scripts.forEach(answer); }`;
    await withImpostor(`${told} ${liar}`, async (impostor) => {
      expect(await check(withNp(right), undefined, impostor)).toMatchObject({
        outcome: 'error',
        error: { reason: 'crashed' },
      });
    });
  });

  async function withImpostor(code: string, use: (by: ForkedJudge) => Promise<void>): Promise<void> {
    const impostorDist = await bundleImpostor(code);
    await copyFile(path.join(dist.distDir, 'judge.mjs'), path.join(impostorDist.distDir, 'judge.mjs'));
    await writeCourse(impostorDist.distDir);
    const impostor = createForkedJudge({ distDir: impostorDist.distDir, program: async () => thisProgram() });
    try {
      await use(impostor);
    } finally {
      await impostor.dispose();
      await until(() => processesOf(impostorDist.distDir).length === 0, 3000);
      await impostorDist.remove();
    }
  }
});

describe('when processes die or do not start', () => {
  const loop = `export function double() { for (;;); }`;
  let ours: ForkedJudge;
  let alone: TestDist;

  beforeEach(async () => {
    alone = await bundleDist('judge', 'learner');
    await writeCourse(alone.distDir);
    ours = createForkedJudge({ distDir: alone.distDir, program: async () => thisProgram() });
  });

  afterEach(async () => {
    await ours.dispose();
    expect(processesOf(alone.distDir)).toEqual([]);
    await alone.remove();
  });

  it(
    'the judge, while a learner loops: the check has its verdict, the learner goes too, and the next check is served',
    { retry: 2 },
    async (context) => {
      if (process.platform !== 'linux') context.skip('finds the processes in /proc');
      const events: CheckEvent[] = [];
      const verdict = ours.check(request(loop), (event) => events.push(event), never);
      await until(() => events.length > 0, 5000);
      const before = processesOf(alone.distDir);
      process.kill(before.find(isJudge) ?? 0, 'SIGKILL');
      expect(await verdict).toMatchObject({ outcome: 'error', error: { reason: 'internal' } });
      await until(() => !before.some(isAlive), 2000);
      expect(await check(withNp(right), undefined, ours)).toMatchObject({ outcome: 'pass' });
    },
  );

  it('the course is damaged: the verdict says so, and in one line', async () => {
    await writeFile(path.join(alone.distDir, 'course/index.json'), '{');
    const { error } = await check(withNp(right), undefined, ours);
    expect(error?.reason).toBe('internal');
    expect(error?.detail).toMatch(/^course\/index\.json is damaged[^\n]*$/);
  });

  it('the host, while a learner loops: nothing is left', { retry: 2 }, async (context) => {
    if (process.platform !== 'linux') context.skip('finds the processes in /proc');
    const host = path.join(alone.distDir, 'host.mjs');
    const code = `
      import { createForkedJudge } from '../../runtime/node/judgeClient';
      import { thisProgram } from '../../runtime/node/launchPlan';
      const judge = createForkedJudge({ distDir: ${JSON.stringify(alone.distDir)}, program: async () => thisProgram() });
      const planned = () => console.log('planned');
      judge.check(${JSON.stringify(request(loop))}, planned, new AbortController().signal);
      setInterval(() => {}, 1000);`;
    await bundleCode(code, host);
    const child = spawn(process.execPath, [host], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await until(() => processesOf(alone.distDir).length === 0, 3000);
  });
});
