import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createForkedJudge } from '../../runtime/node/judgeClient';
import type { ForkedJudge } from '../../runtime/node/judgeClient';
import { thisProgram } from '../../runtime/node/launchPlan';
import type { CheckEvent, CheckRequest } from '../../runtime/protocol/judge';
import type { Verdict } from '../../runtime/protocol/verdict';
import { bundleImpostor } from './bundle';
import { isAlive, until } from './observe';

const request: CheckRequest = {
  exercise: '01-tensors/broadcasting',
  file: '01-tensors/broadcasting.ts',
  text: 'export {}',
  documentVersion: 4,
  seed: 7,
  engine: 'cpu',
  uses: [],
  mode: 'check',
};

const verdict: Verdict = {
  formatVersion: 1,
  exercise: request.exercise,
  exerciseVersion: 1,
  textHash: 'x',
  seed: 7,
  outcome: 'pass',
  cases: [],
  gradients: [],
  standIns: [],
  prints: '',
  printsCut: 0,
  peakMemoryBytes: Infinity,
  engine: 'cpu',
  device: '',
  durationMs: 1,
};

/** A judge that answers every check, saying its own pid on the way. */
const answering = `
  const verdict = { ...${JSON.stringify(verdict)}, peakMemoryBytes: Infinity };
  post({ type: 'ready' });
  for (const { type, id } of messages()) {
    if (type !== 'check') continue;
    post({ type: 'event', id, event: { type: 'prints', text: String(process.pid) } });
    post({ type: 'verdict', id, verdict });
  }
`;

const listening = `post({ type: 'ready' }); awaitMessage();`;
const never = new AbortController().signal;
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

async function judgeOf(code: string, idleMs?: number): Promise<ForkedJudge> {
  const dist = await bundleImpostor(code, 'judge');
  const judge = createForkedJudge({ distDir: dist.distDir, program: async () => thisProgram(), idleMs });
  cleanUp.push(dist.remove, () => judge.dispose());
  return judge;
}

/** Checks once, with the pid that an answering judge says. */
async function check(judge: ForkedJudge, signal = never): Promise<{ verdict: Verdict; pid: number }> {
  const events: CheckEvent[] = [];
  const given = await judge.check(request, (event) => events.push(event), signal);
  const said = events.find((event) => event.type === 'prints');
  return { verdict: given, pid: Number(said?.text) };
}

const ourFault = { outcome: 'error', error: { reason: 'internal' }, documentVersion: 4, seed: 7 };

describe('a judge in a process of its own', () => {
  it('gives its verdict, numbers that JSON lacks included', async () => {
    expect((await check(await judgeOf(answering))).verdict).toEqual(verdict);
  });

  it('is sent no more of a text, however long, than it takes to refuse it', async () => {
    const judge = await judgeOf(`
      post({ type: 'ready' });
      for (const { type, id, request } of messages()) {
        const verdict = { ...${JSON.stringify({ ...verdict, peakMemoryBytes: 0 })}, seed: request.text.length };
        if (type === 'check') post({ type: 'verdict', id, verdict });
      }
    `);
    const text = 'x'.repeat(30_000_000);
    const uses = [{ exercise: '05-backprop/relu-layer', text, passed: true }];
    const given = await judge.check({ ...request, text, uses }, () => {}, never);
    expect(given).toMatchObject({ outcome: 'pass', seed: 1_000_001 });
    expect(given.textHash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('is one process for all checks, also for two at once', async () => {
    const judge = await judgeOf(answering);
    const [first, second] = await Promise.all([check(judge), check(judge)]);
    const third = await check(judge);
    expect(new Set([first.pid, second.pid, third.pid]).size).toBe(1);
  });

  it('is started anew when it was killed', async () => {
    const judge = await judgeOf(answering);
    const first = await check(judge);
    process.kill(first.pid, 'SIGKILL');
    await until(() => !isAlive(first.pid), 1000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await check(judge);
    expect(second.verdict.outcome).toBe('pass');
    expect(second.pid).not.toBe(first.pid);
  });

  it('ends after its idle time, and comes back', async () => {
    const judge = await judgeOf(answering, 100);
    const { pid } = await check(judge);
    expect(isAlive(pid)).toBe(true);
    await until(() => !isAlive(pid), 2000);
    expect((await check(judge)).verdict.outcome).toBe('pass');
  });

  it('is disposed twice without harm, and checks nothing afterwards', async () => {
    const judge = await judgeOf(answering);
    const { pid } = await check(judge);
    await Promise.all([judge.dispose(), judge.dispose()]);
    await judge.dispose();
    expect(isAlive(pid)).toBe(false);
    expect((await check(judge)).verdict).toMatchObject(ourFault);
  });
});

describe('a verdict is given all the same when the judge', () => {
  it.each([
    ['dies in the middle of a check', `${listening} process.exit(9);`, 'the judge ended with 9'],
    [
      'says nonsense',
      `${listening} post({ type: 'verdict', id: 1, verdict: { outcome: 'pass' } }); for (;;);`,
      'verdict.formatVersion',
    ],
    ['does not start', `throw new Error('no such module');`, 'no such module'],
  ])('%s', async (_, code, detail) => {
    const { verdict: given } = await check(await judgeOf(code));
    expect(given).toMatchObject({ ...ourFault, textHash: createHash('sha256').update(request.text).digest('hex') });
    expect(given.error?.detail).toContain(detail);
  });

  it('is a program that does not exist', async () => {
    const judge = createForkedJudge({
      distDir: (await bundledJudge()).distDir,
      program: async () => ({ ...thisProgram(), path: '/no/such/node' }),
    });
    expect((await check(judge)).verdict.error?.detail).toContain('ENOENT');
    await judge.dispose();
  });

  it('does not answer a cancel', async () => {
    const cancel = new AbortController();
    const judge = await judgeOf(`${listening} for (;;);`);
    const started = performance.now();
    setTimeout(() => cancel.abort(), 300);
    expect((await check(judge, cancel.signal)).verdict).toMatchObject({
      outcome: 'error',
      error: { reason: 'cancelled' },
    });
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('was never asked, the check being cancelled already', async () => {
    const cancel = new AbortController();
    cancel.abort();
    expect((await check(await judgeOf(answering), cancel.signal)).verdict.error).toEqual({ reason: 'cancelled' });
  });
});

describe('a survey of the engines', () => {
  const survey = {
    measured: [{ engine: 'cpu', device: 'CPU', sumMs: 0.001, productMs: 0.9, readyMs: 50 }],
    absent: [{ engine: 'webgpu', why: 'notBuilt', detail: 'none' }],
  };
  const surveying = (answer: string) => `
    post({ type: 'ready' });
    for (const { type, id, again } of messages()) {
      if (type === 'survey') {
        post({ type: 'event', id, event: { type: 'measuringEngine', engine: again ? 'again' : 'once' } });
        ${answer}
      }
      if (type === 'cancel') post({ type: 'surveyed', id });
    }
  `;

  it('is asked of the same judge, and says where it is', async () => {
    const judge = await judgeOf(surveying(`post({ type: 'surveyed', id, survey: ${JSON.stringify(survey)} });`));
    const events: CheckEvent[] = [];
    for (const again of [false, true])
      expect(await judge.survey(again, (event) => events.push(event), never)).toEqual(survey);
    expect(events.map((event) => event.type === 'measuringEngine' && event.engine)).toEqual(['once', 'again']);
  });

  it('finds nothing where it is cancelled', async () => {
    const cancel = new AbortController();
    const judge = await judgeOf(surveying(''));
    expect(await judge.survey(false, () => cancel.abort(), cancel.signal)).toBeUndefined();
    expect(await judge.survey(false, () => {}, cancel.signal)).toBeUndefined();
  });

  it.each([
    ['dies', surveying('process.exit(3);')],
    ['cannot be started', 'process.exit(3);'],
    ['says nonsense', surveying(`post({ type: 'surveyed', id, survey: { measured: 1 } });`)],
  ])('finds nothing where the judge %s', async (_, code) => {
    expect(await (await judgeOf(code)).survey(false, () => {}, never)).toBeUndefined();
  });
});

describe('learners whose judge has died', () => {
  it('are ended by the host', async () => {
    const learner = spawn(process.execPath, ['-e', 'for (;;);'], { detached: true, stdio: 'ignore' });
    const pid = learner.pid ?? 0;
    const judge = await judgeOf(
      `${listening} post({ type: 'learnerStarted', pid: ${pid} }); setTimeout(() => process.exit(1), 200);`,
    );
    await check(judge);
    await until(() => !isAlive(pid), 1000);
  });

  it('are left alone when they had ended before', async () => {
    const other = spawn(process.execPath, ['-e', 'for (;;);'], { detached: true, stdio: 'ignore' });
    const pid = other.pid ?? 0;
    const ended = `post({ type: 'learnerStarted', pid: ${pid} }); post({ type: 'learnerEnded', pid: ${pid} });`;
    const judge = await judgeOf(`${listening} ${ended} setTimeout(() => process.exit(1), 200);`);
    await check(judge);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isAlive(pid)).toBe(true);
    other.kill('SIGKILL');
  });
});

async function bundledJudge() {
  const dist = await bundleImpostor(answering, 'judge');
  cleanUp.push(dist.remove);
  return dist;
}
