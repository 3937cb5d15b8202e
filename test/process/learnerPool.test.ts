import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeLearnerPool } from '../../runtime/node/nodeLearnerPool';
import type { LearnerEnd } from '../../runtime/judge/learnerPool';
import type { FromLearner } from '../../runtime/protocol/learner';
import { bundleCode, bundleImpostor } from './bundle';
import { isAlive, temporaryFolder, until } from './observe';

const ready = `post({ type: 'ready' });`;
const listen = `${ready} awaitMessage();`;
const script = { seed: 1, timeLimitMs: 1000, steps: [] };
const result = { observations: [], calls: [], printsCut: 0 };
const ran = (index: number) => JSON.stringify({ type: 'ran', index, result });

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
const cleanUp: (() => Promise<void>)[] = [];

beforeEach(async () => {
  temporary = await temporaryFolder();
});

afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  expect(await temporary.names(), 'folders left behind').toEqual([]);
  await temporary.remove();
});

/** A pool whose learners run this code. */
async function poolOf(code: string, count = 0): Promise<{ pool: NodeLearnerPool; pids: number[]; ended: number[] }> {
  const dist = await bundleImpostor(code);
  const pids: number[] = [];
  const ended: number[] = [];
  const pool = new NodeLearnerPool({
    distDir: dist.distDir,
    ready: count,
    temporary: temporary.path,
    onStarted: (pid) => pids.push(pid),
    onEnded: (pid) => ended.push(pid),
  });
  cleanUp.push(dist.remove, async () => {
    await pool.dispose();
    expect(pids.filter(isAlive), 'processes left behind').toEqual([]);
  });
  return { pool, pids, ended };
}

/** Asks a learner that runs this code for one script, and waits for its end. */
async function askOne(
  code: string,
  memoryLimitMB = 512,
): Promise<{ end: LearnerEnd; heard: FromLearner[]; peak: number }> {
  const { pool } = await poolOf(code);
  const learner = await pool.take({ memoryLimitMB });
  const heard: FromLearner[] = [];
  learner.channel.onMessage((message) => heard.push(message));
  learner.channel.post({ type: 'run', scripts: [script] });
  const end = await learner.ended;
  return { end, heard, peak: learner.peakMemoryBytes() };
}

describe('a learner of the pool', () => {
  it('lives in a folder of its own, with nothing of our environment, and leaves neither process nor folder', async () => {
    const { pool, pids } = await poolOf(`
      ${listen}
      const inherited = Object.keys(process.env).filter((name) => !name.startsWith('MALLOC_') && name !== 'GLIBC_TUNABLES');
      post({ type: 'loadFailed', error: { name: process.cwd(), message: inherited.join(), frames: [] }, prints: '', printsCut: 0 });
      awaitMessage();
    `);
    const learner = await pool.take({ memoryLimitMB: 512 });
    const said = new Promise<FromLearner>((resolve) => learner.channel.onMessage(resolve));
    learner.channel.post({
      type: 'load',
      modules: [],
      main: '',
      entries: [],
      defaultFloat: 'float64',
      memoryLimitBytes: 1,
    });
    const [folder] = await temporary.names();
    expect(await said).toMatchObject({ error: { name: path.join(temporary.path, folder ?? ''), message: '' } });

    learner.end();
    learner.end();
    expect(await learner.ended).toEqual({ kind: 'closed' });
    await until(async () => (await temporary.names()).length === 0, 1000);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('is ended in a busy loop', async () => {
    const { pool, pids } = await poolOf(`${listen} for (;;);`);
    const learner = await pool.take({ memoryLimitMB: 512 });
    learner.channel.post({ type: 'run', scripts: [script] });
    learner.end();
    expect(await learner.ended).toEqual({ kind: 'closed' });
    await until(() => !pids.some(isAlive), 1000);
  });

  it('is not handed out when it died while it waited', async () => {
    const { pool, pids, ended } = await poolOf(listen, 1);
    await until(() => pids.length === 1, 5000);
    process.kill(pids[0], 'SIGKILL');
    await until(() => ended.length === 1, 1000);
    const learner = await pool.take({ memoryLimitMB: 512 });
    expect(isAlive(learner.pid)).toBe(true);
  });

  it('cannot be had when it does not start: the reason is what it said', async () => {
    const { pool } = await poolOf(`throw new Error('broken bundle')`);
    await expect(pool.take({ memoryLimitMB: 512 })).rejects.toThrow('broken bundle');
  });

  it('may read its folder and its bundle alone, write nothing and start nothing', async () => {
    const { heard } = await askOne(`
      import { execFileSync } from 'node:child_process';
      ${listen}
      const attempts = {
        hosts: () => fs.readFileSync('/etc/hosts'),
        root: () => fs.readdirSync('/'),
        secrets: () => fs.readFileSync(new URL('./course/proof/double.secret.json', import.meta.url)),
        write: () => fs.writeFileSync('left-behind', 'x'),
        start: () => execFileSync(process.execPath, ['-v']),
        folder: () => fs.readdirSync(process.cwd()),
      };
      const observations = Object.values(attempts).map((attempt) => {
        let error = { name: 'none', message: '', frames: [] };
        try { attempt(); } catch (thrown) { error = { ...error, name: thrown.code }; }
        return { kind: 'threw', error, durationMs: 0, prints: '' };
      });
      post({ type: 'ran', index: 0, result: { observations, calls: [], printsCut: 0 } });
    `);
    const denied = { error: { name: 'ERR_ACCESS_DENIED' } };
    const observations = [denied, denied, denied, denied, denied, { error: { name: 'none' } }];
    expect(heard).toMatchObject([{ type: 'ran', result: { observations } }]);
  });
});

describe('how a run ends', () => {
  it('exited, with its code, also when that is 0', async () => {
    expect((await askOne(`${listen} process.exit(0);`)).end).toEqual({ kind: 'exited', code: 0, signal: null });
  });

  it('exited, with its signal', async () => {
    expect((await askOne(`${listen} process.abort();`)).end).toEqual({ kind: 'exited', code: null, signal: 'SIGABRT' });
  });

  it('exited, after what it said before', async () => {
    const { end, heard } = await askOne(`${listen} post(${ran(0)}); process.exit(3);`);
    expect(heard).toHaveLength(1);
    expect(end).toEqual({ kind: 'exited', code: 3, signal: null });
  });

  it('exited, when it closes its channel and loops on', async () => {
    expect((await askOne(`${listen} fs.closeSync(3); for (;;);`)).end).toMatchObject({
      kind: 'exited',
      signal: 'SIGKILL',
    });
  });

  it.each([
    ['an answer twice', `post(${ran(0)}); post(${ran(0)});`, 1],
    ['an answer to what was not asked', `post(${ran(7)});`, 0],
    [
      'an answer of another kind',
      `post({ type: 'trained', step: 1, elapsedMs: 1, result: { observations: [], calls: [], printsCut: 0 }, prints: '', printsCut: 0 });`,
      0,
    ],
    ['a second greeting', `post({ type: 'ready' });`, 0],
    ['an unknown message', `post({ type: 'verdict', outcome: 'pass' });`, 0],
    ['no JSON', `send(Buffer.from([4, 0, 0, 0, 0, 0, 0, 0, 120, 120, 120, 120]));`, 0],
    [
      'JSON nested without end',
      `const t = '['.repeat(1e6); const b = Buffer.alloc(8 + t.length, t); b.writeUInt32LE(t.length, 0); b.writeUInt32LE(0, 4); send(b);`,
      0,
    ],
    ['a header over the limit', `send(Buffer.from([255, 255, 255, 255, 0, 0, 0, 0]));`, 0],
    ['a payload over the limit', `send(Buffer.from([2, 0, 0, 0, 255, 255, 255, 255]));`, 0],
    [
      'an array whose bytes are not those of its shape',
      `const value = { kind: 'ndarray', dtype: 'float64', shape: [1e6, 1e6], bytes: new Uint8Array(8) };
       const observations = [{ kind: 'returned', value, changed: [], shares: [], durationMs: 0, prints: '' }];
       post({ type: 'ran', index: 0, result: { observations, calls: [], printsCut: 0 } });`,
      0,
    ],
    ['one byte for ever', `const one = Buffer.alloc(1 << 20, 1); for (;;) send(one);`, 0],
  ])('protocol: %s', async (_, code, understood) => {
    const { end, heard } = await askOne(`${listen} ${code} for (;;);`);
    expect(end.kind).toBe('protocol');
    expect(heard).toHaveLength(understood);
  });

  it.each([
    ['typed arrays', `const kept = []; for (;;) kept.push(new Float64Array(1e6).fill(1));`],
    ['objects', `const kept = []; for (;;) kept.push({ a: kept.length, b: [kept.length] });`],
    [
      'one string',
      `let text = 'x'; const kept = []; for (let i = 0; ; i++) { kept.push(Buffer.from((text + i).repeat(1e6)).toString('latin1')); }`,
    ],
  ])('outOfMemory: %s', async (_, code) => {
    const { end, peak } = await askOne(`${listen} ${code}`, 200);
    expect(end).toEqual({ kind: 'outOfMemory' });
    expect(peak).toBeGreaterThan(200 * 2 ** 20);
  });

  it('outOfMemory: a heap that is full by itself', async () => {
    const code = `import { setFlagsFromString } from 'node:v8'; setFlagsFromString('--max-old-space-size=60');`;
    const { end } = await askOne(`${code} ${listen} const kept = []; for (;;) kept.push({ a: [kept.length] });`, 1000);
    expect(end).toEqual({ kind: 'outOfMemory' });
  });

  it('has its peak, however short it was', async (context) => {
    if (process.platform !== 'linux') context.skip('only Linux tells the peak of a process');
    const { peak } = await askOne(
      `${listen} new Uint8Array(150e6).fill(1); post(${ran(0)}); post(${ran(0)}); for (;;);`,
    );
    expect(peak).toBeGreaterThan(150e6);
  });
});

describe('when the parent is killed', () => {
  const parent = (distDir: string) => `
    import { NodeLearnerPool } from '../../runtime/node/nodeLearnerPool';
    const pool = new NodeLearnerPool({ distDir: ${JSON.stringify(distDir)}, ready: 1, temporary: ${JSON.stringify(temporary.path)} });
    const learner = await pool.take({ memoryLimitMB: 512 });
    learner.channel.post({ type: 'run', scripts: [] });
    console.log(learner.pid);
    setInterval(() => {}, 1000);
  `;

  it(
    'a learner in a busy loop ends within two seconds, and the next pool sweeps its folder',
    { retry: 2 },
    async () => {
      const dist = await bundleImpostor(`endWithParent(); ${listen} for (;;);`);
      const file = path.join(dist.distDir, 'parent.mjs');
      await bundleCode(parent(dist.distDir), file);
      const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const pid = Number(await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve)));
      expect(isAlive(pid)).toBe(true);
      // Not a folder of ours, though it looks like one.
      const other = path.join(temporary.path, `tensor-dojo-learner-${process.pid}-notOurs`);
      await mkdir(other);

      child.kill('SIGKILL');
      await until(() => !isAlive(pid), 2000);
      expect((await temporary.names()).length).toBeGreaterThanOrEqual(2);
      const pool = new NodeLearnerPool({ distDir: dist.distDir, ready: 0, temporary: temporary.path });
      await pool.dispose();
      expect(await temporary.names()).toEqual([path.basename(other)]);
      await Promise.all([temporary.remove(), dist.remove()]);
      await mkdir(temporary.path);
    },
  );
});
