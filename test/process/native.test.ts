import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { engineFiles } from '../../runtime/node/engineFiles';
import { NodeLearnerPool } from '../../runtime/node/nodeLearnerPool';
import type { FromLearner } from '../../runtime/protocol/learner';
import { bundleCode, bundleDist, bundleImpostor, type TestDist } from './bundle';

const built = engineFiles(path.join(import.meta.dirname, '../../dist'));
const missing = existsSync(built.addon) ? undefined : 'the addon is not built: npm run build:native';
const hostile = path.join(import.meta.dirname, 'nativeHostile.mjs');

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

interface Ended {
  code: number | null;
  signal: string | null;
  output: string;
}

/** Runs Node to its end; it is killed, and its signal says so, when it takes longer than anything here may. */
function node(args: string[], limitMs = 40_000): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

/** A dist with a bundle of this code in it. */
async function program(code: string): Promise<{ file: string; dist: TestDist }> {
  const dist = await bundleImpostor('');
  cleanUp.push(dist.remove);
  const file = path.join(dist.distDir, 'program.mjs');
  await bundleCode(code, file);
  return { file, dist };
}

/** Computes on several threads, however small the work. */
const busy = `
  import { Worker, isMainThread, parentPort } from 'node:worker_threads';
  import { createNativeEngine } from '../../runtime/engines/native/nativeEngine';
  const module = { exports: {} };
  process.dlopen(module, ${JSON.stringify(built.addon)});
  const fresh = (dtype, length) => new Float32Array(length);
  const engine = createNativeEngine({ addon: module.exports, fresh, threads: 3, eager: true });
  const x = engine.upload('float32', new Float32Array(200_000).fill(2));
  const whole = { storage: x, offset: 0, shape: [x.length], strides: [1], dtype: 'float32' };
  const out = engine.fresh('float32', x.length);
  const compute = () => {
    engine.unary('square', whole, out);
    return engine.readOne(out, 199_999);
  };
`;

describe.skipIf(missing)(`the addon${missing ? `: ${missing}` : ''}`, () => {
  it.each([1, 2, 3, 4])('throws at arguments that nobody means, and never crashes (%i)', async (seed) => {
    const { code, signal, output } = await node([hostile, built.addon, '15000', String(seed)]);
    expect({ code, signal }, output).toEqual({ code: 0, signal: null });
    const outcomes = JSON.parse(output) as { done: number; threw: number };
    // Neither all refused at the door nor all let in.
    expect(outcomes.done).toBeGreaterThan(1000);
    expect(outcomes.threw).toBeGreaterThan(1000);
  });

  it('serves several worker threads at once, each with threads of its own', async () => {
    const { file } = await program(`${busy}
      const rounds = () => { let sum = 0; for (let i = 0; i < 300; i++) sum += compute(); return sum; };
      if (!isMainThread) parentPort.postMessage(rounds());
      else {
        const workers = Array.from({ length: 4 }, () => new Worker(new URL(import.meta.url)));
        const answers = workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)));
        console.log([rounds(), ...(await Promise.all(answers))].join());
      }`);
    expect(await node([file])).toEqual({ code: 0, signal: null, output: `${Array(5).fill(1200).join()}\n` });
  });

  it.each([
    ['comes to its end', 'compute();'],
    ['exits in the middle', 'compute(); setInterval(() => {}, 1000); process.exit(0);'],
    [
      'ends a worker in the middle of its work',
      `
      if (!isMainThread) { parentPort.postMessage('begun'); for (;;) compute(); }
      const worker = new Worker(new URL(import.meta.url));
      await new Promise((resolve) => worker.once('message', resolve));
      await worker.terminate();
      compute();`,
    ],
    [
      'exits while a worker computes',
      `
      if (!isMainThread) { parentPort.postMessage('begun'); for (;;) compute(); }
      await new Promise((resolve) => new Worker(new URL(import.meta.url)).once('message', resolve));
      compute();
      process.exit(0);`,
    ],
  ])('does not hang where a program %s', async (_, code) => {
    const { file } = await program(`${busy}\n${code}`);
    for (let round = 0; round < 5; round++)
      expect(await node([file], 20_000)).toEqual({ code: 0, signal: null, output: '' });
  });
});

/** Lets a learner that plays its own part do so to its end. */
async function asked(distDir: string): Promise<{ said: FromLearner[]; peak: number; engine: unknown }> {
  const pool = new NodeLearnerPool({ distDir, ready: 0 });
  cleanUp.push(() => pool.dispose());
  const learner = await pool.take({ memoryLimitMB: 900, engine: 'native' });
  const said: FromLearner[] = [];
  learner.channel.onMessage((message) => said.push(message));
  learner.channel.post({
    type: 'load',
    modules: [],
    main: '',
    entries: [],
    defaultFloat: 'float32',
    memoryLimitBytes: 1e9,
  });
  await learner.ended;
  return { said, peak: learner.peakMemoryBytes(), engine: learner.engine };
}

async function withAddon(dist: TestDist): Promise<TestDist> {
  cleanUp.push(dist.remove);
  const { addon, kernels } = engineFiles(dist.distDir);
  await mkdir(path.dirname(addon));
  await copyFile(built.addon, addon);
  if (existsSync(built.kernels)) await copyFile(built.kernels, kernels);
  return dist;
}

const opening = `
  import { openEngine } from '../../runtime/node/openEngine';
  import { setEngine } from '../../runtime/np/settings';
  import * as np from '../../runtime/np/np';
  const { engine, report } = openEngine('native', import.meta.dirname);
  setEngine(engine);
  post({ type: 'ready', engine: report });
  awaitMessage();
  const say = (text) => post({ type: 'loadFailed', error: { name: 'Error', message: text, frames: [] }, prints: '', printsCut: 0 });
`;

describe.skipIf(missing)(`a learner that trains natively${missing ? `: ${missing}` : ''}`, () => {
  it('has machine code and is under the permission model all the same', async () => {
    const dist = await withAddon(
      await bundleImpostor(`${opening}
        import { execFileSync } from 'node:child_process';
        const attempts = [
          () => fs.readFileSync('/etc/hosts'),
          () => fs.writeFileSync('left-behind', 'x'),
          () => execFileSync(process.execPath, ['-v']),
        ];
        say(attempts.map((attempt) => { try { attempt(); return 'done'; } catch (error) { return error.code; } }).join());
      `),
    );
    const { said, engine } = await asked(dist.distDir);
    expect(engine).toMatchObject({ name: 'native', passedOver: [] });
    expect(said).toMatchObject([{ error: { message: 'ERR_ACCESS_DENIED,ERR_ACCESS_DENIED,ERR_ACCESS_DENIED' } }]);
  });

  it('holds 2,000 arrays of 4 MB, one after the other, in little memory', async () => {
    const dist = await withAddon(
      await bundleImpostor(`${opening}
        const x = np.ones([1000, 1000], 'float32');
        for (let i = 0; i < 2000; i++) np.add(x, i);
        say('done');
      `),
    );
    const { said, peak } = await asked(dist.distDir);
    expect(said).toMatchObject([{ error: { message: 'done' } }]);
    expect(peak).toBeLessThan(256 * 2 ** 20);
  });

  it('is the real one, and says what computes', async () => {
    const dist = await withAddon(await bundleDist('learner'));
    const pool = new NodeLearnerPool({ distDir: dist.distDir, ready: 0 });
    cleanUp.push(() => pool.dispose());
    const { engine } = await pool.take({ memoryLimitMB: 512, engine: 'native' });
    expect(engine).toMatchObject({ name: 'native', detail: expect.stringMatching(/^\w+, \d+ threads?$/) as string });
  });
});

describe('where there is no native engine, cpu computes, and the reason is kept', () => {
  it.each([
    ['no file', undefined, 'notBuilt'],
    ['a file that is no library', 'nonsense', 'didNotLoad'],
  ])('%s', async (_, content, why) => {
    const dist = await bundleDist('learner');
    cleanUp.push(dist.remove);
    const { addon } = engineFiles(dist.distDir);
    await mkdir(path.dirname(addon));
    if (content !== undefined) await writeFile(addon, content);
    const pool = new NodeLearnerPool({ distDir: dist.distDir, ready: 0 });
    cleanUp.push(() => pool.dispose());
    const { engine } = await pool.take({ memoryLimitMB: 512, engine: 'native' });
    expect(engine).toMatchObject({ name: 'cpu', passedOver: [{ engine: 'native', why }] });
  });

  it('a process that dies of it', async () => {
    const dist = await bundleImpostor(`
      if (process.argv[2] === 'native') process.abort();
      post({ type: 'ready', engine: { name: 'cpu', detail: '', passedOver: [] } });
      awaitMessage();
    `);
    cleanUp.push(dist.remove);
    const pool = new NodeLearnerPool({ distDir: dist.distDir, ready: 0 });
    cleanUp.push(() => pool.dispose());
    for (let round = 0; round < 2; round++) {
      const { engine } = await pool.take({ memoryLimitMB: 512, engine: 'native' });
      expect(engine).toMatchObject({ name: 'cpu', passedOver: [{ engine: 'native', why: 'died' }] });
    }
  });
});
