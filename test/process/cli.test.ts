import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, temporaryFolder, until } from './observe';
import { copyDist, lesson, root, tensorDojo } from './tensorDojo';
import type { Ran } from './tensorDojo';

const sigmoid = '03-forward/sigmoid';
const head = "import * as np from 'np';\nexport function sigmoid(x: np.NDArray): np.NDArray {\n";
const solution = lesson(sigmoid, 'solution.ts');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** Where learners have their folders. */
let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  temporary = await temporaryFolder();
});
afterAll(async () => {
  expect(await temporary.names(), 'folders left behind').toEqual([]);
  await temporary.remove();
  await folder.remove();
});

const run = (args: string[], options: Parameters<typeof tensorDojo>[1] = {}): Promise<Ran> =>
  tensorDojo(args, { cwd: folder.path, ...options, env: { TMPDIR: temporary.path, LC_ALL: 'C', ...options.env } });

let written = 0;
async function file(content: string | Uint8Array): Promise<string> {
  const at = path.join(folder.path, `text${written++}.ts`);
  await writeFile(at, content);
  return at;
}

/** Exactly one object on standard output, and nothing else there. */
function report({ stdout }: Ran): Record<string, unknown> {
  expect(stdout).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const check = async (text: string | Uint8Array, options?: Parameters<typeof tensorDojo>[1], id = sigmoid) =>
  run(['check', id, '--file', await file(text), '--json', '--seed', '1'], options);

describe('how a check ends', () => {
  it.each([
    { outcome: 'pass', code: 0, text: solution, failure: undefined },
    { outcome: 'notAttempted', code: 1, text: lesson(sigmoid, 'starter.ts'), failure: undefined },
    {
      outcome: 'fail',
      code: 1,
      text: lesson(sigmoid, 'mistakes/tanh-instead.ts'),
      failure: { code: 'wrongValue', mistake: 'tanh-instead', case: '0, ln 3 and -ln 3 by hand' },
    },
    {
      outcome: 'error',
      code: 1,
      text: `${head}  const y = np.exp(x);\n  throw new Error('boom');\n}\n`,
      failure: { code: 'threw', line: 4, column: 9, case: '0, ln 3 and -ln 3 by hand' },
    },
    {
      outcome: 'error',
      code: 1,
      text: `enum Shift { Lines }\n${head}  const y: number = Shift.Lines;\n  throw new Error('boom');\n}\n`,
      failure: { code: 'threw', line: 5, column: 9 },
    },
    {
      outcome: 'fail',
      code: 1,
      text: `${head}  return np.exp(x;\n}\n`,
      failure: { code: 'syntax', line: 3, column: 18, case: null },
    },
    {
      outcome: 'fail',
      code: 1,
      text: "import fs from 'node:fs';\n",
      failure: { code: 'importRefused', line: 1, column: 16 },
    },
    { outcome: 'fail', code: 1, text: '', failure: { code: 'missing' } },
    { outcome: 'timedOut', code: 1, text: `for (;;);\n${solution}`, failure: { code: 'timedOut' } },
    {
      outcome: 'outOfMemory',
      code: 1,
      text: `${head}  const all: unknown[] = [];\n  for (;;) all.push(new Float64Array(1e6).fill(1));\n}\n`,
      failure: { code: 'outOfMemory' },
    },
  ])('$outcome: $failure', async ({ outcome, code, text, failure }) => {
    const ran = await check(text);
    expect(report(ran)).toMatchObject({ outcome, ...(failure && { failure }) });
    if (!failure) expect(report(ran)).not.toHaveProperty('failure');
    expect(ran.code).toBe(code);
  });

  it('crashed: whoever ends the learner does not end the answer', async (ctx) => {
    if (process.platform !== 'linux') return ctx.skip('finds the learner by /proc');
    const ran = await check(`for (;;);\n${solution}`, {
      onStart: (pid) => void until(() => killChildren(pid), 10_000),
    });
    expect(report(ran)).toMatchObject({ outcome: 'crashed', failure: { code: 'crashed' } });
    expect(ran.code).toBe(1);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('cancelled by %s, and nobody is left', async (signal) => {
    let learners: number[] = [];
    const ran = await check(`for (;;);\n${solution}`, {
      onStart: (pid, child) =>
        void until(() => {
          learners = childrenOf(pid);
          return process.platform !== 'linux' || learners.length > 0;
        }, 10_000).then(() => setTimeout(() => child.kill(signal), 300)),
    });
    expect(report(ran)).toMatchObject({ outcome: 'cancelled', failure: { code: 'cancelled' } });
    expect(ran.code).toBe(1);
    await until(() => !learners.some(isAlive), 2000);
  });

  it('internal: a damaged course is our own fault', async () => {
    const dist = await copyDist(path.join(folder.path, 'damaged-secret'));
    await truncate(path.join(dist, 'course', `${sigmoid}.secret.json`), 100);
    const ran = await check(solution, { dist });
    expect(report(ran)).toMatchObject({ outcome: 'error', failure: { code: 'internal' } });
    expect(ran.code).toBe(3);
    expect(ran.stdout).toContain('sigmoid.secret.json is damaged');
  });

  it.each(['course/index.json', 'learner.mjs'])('without %s it exits 3 and says what is missing', async (name) => {
    const dist = await copyDist(path.join(folder.path, `without-${path.basename(name)}`));
    await rm(path.join(dist, name));
    const ran = await check(solution, { dist });
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain(path.basename(name));
    expect(ran.stderr).not.toContain('    at ');
  });
});

describe('the file', () => {
  it.each([
    ['carriage returns', `${solution.replaceAll('\n', '\r\n')}`],
    ['a byte order mark', `\uFEFF${solution}`],
  ])('may have %s', async (_, text) => {
    expect(report(await check(text))).toMatchObject({ outcome: 'pass' });
  });

  it('keeps its lines and columns with both', async () => {
    const text = `\uFEFF${head}  throw new Error('boom');\n}\n`.replaceAll('\n', '\r\n');
    expect(report(await check(text))).toMatchObject({ failure: { line: 3, column: 9 } });
  });

  it.each([
    ['absent', 'nowhere.ts', 'does not exist'],
    ['a folder', '.', 'is no file'],
    ['no name', '', 'is no file'],
  ])('%s: a wrong call', async (_, name, why) => {
    expectUsage(await run(['check', sigmoid, '--json', '--file', name]), why);
  });

  it('bytes that are no text, or more than a lesson can be: a wrong call', async () => {
    expectUsage(await check(Uint8Array.from({ length: 999 }, (_, i) => (i * 37) % 256)), 'is not text in UTF-8');
    expectUsage(await check(Buffer.from('\uFEFFutf-16', 'utf16le')), 'is not text in UTF-8');
    expectUsage(await check(`${solution}//${'x'.repeat(3e6)}`), 'at most 1 MB');
  });

  it('that may not be read: a wrong call', async (ctx) => {
    if (process.platform === 'win32' || process.getuid?.() === 0) return ctx.skip('this user may read everything');
    const at = await file(solution);
    await chmod(at, 0);
    expectUsage(await run(['check', sigmoid, '--file', at]), 'cannot be read');
  });
});

function expectUsage(ran: Ran, why: string): void {
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain(why);
  expect(ran.stderr).not.toContain('    at ');
}

describe('wrong calls exit 2 and say what is wrong', () => {
  it.each([
    [['nonsense'], 'there is no verb "nonsense"'],
    [['constructor'], 'there is no verb "constructor"'],
    [['__proto__'], 'there is no verb "__proto__"'],
    [[], 'usage'],
    [['list', 'extra'], '"extra" is one word too many'],
    [['list', '--nope'], "Unknown option '--nope'"],
    [['check'], 'check wants one exercise'],
    [['open'], 'open wants one exercise'],
    [['open', 'nope'], 'there is no exercise "nope"'],
    [['check', 'nope'], 'there is no exercise "nope"'],
    [['check', 'sigmoid'], 'is it 03-forward/sigmoid?'],
    [['check', sigmoid, '03-forward/softmax'], 'one word too many'],
    [['check', sigmoid], 'this is no dojo workspace'],
    [['check', sigmoid, '--engine', 'abacus'], '--engine abacus is not available; available: auto, cpu, javascript'],
    [['check', sigmoid, '--locale', 'fr'], 'not one of en, zh-cn'],
    [['check', '--all', '--file', 'x.ts'], '--file names one file'],
    [['check', '--all', 'nowhere'], 'is no folder that can be read'],
    [['validate', 'nope'], 'there is no exercise "nope"'],
    ...['-1', '1.5', '1e3', '0x10', ' 5', '', '4294967296', 'seven'].map(
      (seed) => [['check', sigmoid, `--seed=${seed}`], `--seed "${seed}" is not an integer`] as [string[], string],
    ),
  ])('%j', async (args, why) => expectUsage(await run(args), why));
});

describe('check --json', () => {
  const count = { passed: expect.any(Number) as number, total: expect.any(Number) as number };
  const common = {
    formatVersion: 1,
    exerciseVersion: 1,
    seed: 1,
    visible: count,
    hidden: count,
    cases: expect.any(Array) as unknown[],
    engine: 'cpu',
    device: expect.stringMatching(/./) as string,
    durationMs: expect.any(Number) as number,
  };

  it('has this shape, to the letter', async () => {
    const id = '05-backprop/affine-layer';
    const said = report(await check(lesson(id, 'mistakes/bias-averaged.ts'), {}, id));
    expect(said).toStrictEqual({
      ...common,
      exercise: id,
      outcome: 'fail',
      failure: {
        code: 'wrongValue',
        case: 'backward, two rows by hand',
        message: expect.stringContaining('Your `db` is the mean over the batch') as string,
        mistake: 'bias-averaged',
        line: 3,
        column: 14,
      },
      gradients: ['dx', 'dW', 'db'].map((tensor) => ({
        tensor,
        shape: expect.any(Array) as number[],
        maxRelativeError: expect.any(Number) as number,
        pass: tensor !== 'db',
      })),
    });
    for (const one of said['cases'] as object[]) {
      expect(one).toStrictEqual({
        name: expect.any(String) as string,
        visible: expect.any(Boolean) as boolean,
        outcome: expect.stringMatching(/^(pass|fail|error|skipped)$/) as string,
      });
    }
    expect(Object.keys(said).slice(0, 8)).toEqual([
      'formatVersion',
      'exercise',
      'exerciseVersion',
      'outcome',
      'seed',
      'visible',
      'hidden',
      'cases',
    ]);
  });

  it('has the metrics of a training run, and its whole series', async () => {
    const id = '02-perceptron/learning-rule';
    const { predictions, passedOver = [], ...said } = report(await check(lesson(id, 'solution.ts'), {}, id));
    const point = {
      step: expect.any(Number) as number,
      elapsedMs: expect.any(Number) as number,
      samples: expect.any(Number) as number,
      trainLoss: expect.any(Number) as number,
      trainAccuracy: expect.any(Number) as number,
      testLoss: expect.any(Number) as number,
      testAccuracy: expect.any(Number) as number,
    };
    const { samples: _, step: __, ...metrics } = point;
    expect(said).toStrictEqual({
      ...common,
      // Where its addon has been built, training is faster on another engine.
      engine: expect.stringMatching(/^(cpu|native)$/) as string,
      exercise: id,
      outcome: 'pass',
      metrics: {
        ...metrics,
        steps: expect.any(Number) as number,
        samplesPerSecond: expect.any(Number) as number,
        points: expect.any(Array) as unknown[],
      },
    });
    // What a step was predicted to take, on the engine in use first, and why others are not there.
    const predicted = { msPerStep: expect.any(Number) as number, readyMs: expect.any(Number) as number };
    expect((predictions as object[])[0]).toStrictEqual({ engine: said['engine'], ...predicted });
    for (const one of passedOver as object[])
      expect(one).toStrictEqual({ engine: expect.any(String), why: expect.any(String), detail: expect.any(String) });
    const { points } = said['metrics'] as { points: object[] };
    expect(points.length).toBeGreaterThan(0);
    for (const one of points) expect(one).toStrictEqual(point);
  });

  it('says the same again for the same seed', async () => {
    const text = lesson(sigmoid, 'mistakes/missing-one.ts');
    const [one, two] = [report(await check(text)), report(await check(text))];
    expect({ ...one, durationMs: 0 }).toEqual({ ...two, durationMs: 0 });
  });

  it('speaks Chinese where it is asked to', async () => {
    const at = await file(lesson(sigmoid, 'mistakes/tanh-instead.ts'));
    const byFlag = await run(['check', sigmoid, '--file', at, '--json', '--seed', '1', '--locale', 'zh-cn']);
    const byEnvironment = await run(['check', sigmoid, '--file', at, '--json', '--seed', '1'], {
      env: { LC_ALL: 'zh_CN.UTF-8' },
    });
    expect(byFlag.stdout).toContain('tanh。');
    expect(report(byEnvironment)['failure']).toEqual(report(byFlag)['failure']);
  });
});

describe('output', () => {
  it('is plain text where nobody looks: no colours, no cursor', async () => {
    const { stdout, stderr } = await run(['check', sigmoid, '--file', await file(solution)], {
      env: { NO_COLOR: '1' },
    });
    expect(stdout).toContain('Passed');
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it('may be closed early: no stack, and the verdict still is the exit code', async () => {
    const closed = (args: string[]) =>
      run(args, {
        onStart: (_, child) => {
          child.stdout!.destroy();
        },
      });
    expect(await closed(['list'])).toMatchObject({ code: 0, stderr: '' });
    expect(await closed(['check', sigmoid, '--file', await file(solution)])).toMatchObject({ code: 0, stderr: '' });
  });

  it('lists the course in order', async () => {
    const { stdout, code } = await run(['list']);
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}\d\d-\S+/gm)).toHaveLength(16);
    expect(stdout.indexOf('01-tensors/broadcasting')).toBeLessThan(stdout.indexOf('07-cnn/conv-layer'));
    expect(report(await run(['list', '--json']))).toMatchObject({ formatVersion: 1 });
  });

  it('helps', async () => {
    for (const args of [['--help'], ['help'], ['check', '--help']]) {
      expect(await run(args)).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringContaining('exit code') as string,
      });
    }
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await run(['--version'])).stdout).toBe(`${version}\n`);
  });
});

describe('a workspace', () => {
  it('is where the learner is: their own file, from any folder in it, and nothing is written', async () => {
    const dojo = path.join(folder.path, 'my dojo 道场');
    expect(await run(['workspace', dojo])).toMatchObject({ code: 0 });
    const mine = path.join(dojo, `${sigmoid}.ts`);
    const inside = path.join(dojo, '03-forward');
    expectUsage(
      await run(['check', sigmoid], { cwd: dojo }),
      `sigmoid.ts does not exist; \`tensor-dojo open ${sigmoid}\` writes its starter`,
    );
    await mkdir(inside);
    await writeFile(mine, `${head}  throw new Error('mine');\n}\n`);
    const ran = await run(['check', sigmoid], { cwd: inside });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('mine');
    expect(ran.stdout).toContain('sigmoid.ts:3:9');
    expect(await readFile(mine, 'utf8')).toContain('mine');
    expect(report(await run(['list', '--json'], { cwd: inside }))).toMatchObject({ formatVersion: 1 });
  });

  it('is where an exercise is opened: its starter once, its task, and the way on', async () => {
    const dojo = path.join(folder.path, 'beside', 'dojo-workspace');
    const outside = path.dirname(dojo);
    await mkdir(outside);
    expectUsage(await run(['open', sigmoid], { cwd: outside }), '`tensor-dojo workspace dojo-workspace` makes one');
    await run(['workspace', dojo]);
    const mine = path.join(dojo, `${sigmoid}.ts`);
    const opened = await run(['open', sigmoid], { cwd: outside });
    expect(opened).toMatchObject({ code: 0, stderr: '' });
    for (const said of [
      mine,
      'Write sigmoid(x).',
      '$-1000$ to $1000$',
      '[0.73105858',
      'task.en.md',
      `check ${sigmoid}`,
    ])
      expect(opened.stdout).toContain(said);
    expect(opened.stdout).not.toMatch(/<\w|&\w+;/);
    expect(await readFile(mine, 'utf8')).toBe(lesson(sigmoid, 'starter.ts'));
    expect(report(await run(['check', sigmoid, '--json'], { cwd: outside }))).toMatchObject({
      outcome: 'notAttempted',
    });

    await writeFile(mine, solution);
    const chinese = await run(['open', sigmoid, '--locale', 'zh-cn'], { cwd: path.dirname(mine) });
    expect(chinese.stdout).toMatch(/任务[^]*task\.zh-cn\.md/);
    expect(await readFile(mine, 'utf8')).toBe(solution);
  });

  it('with nothing in it is no pass', async () => {
    const bare = path.join(folder.path, 'bare');
    await run(['workspace', bare]);
    expect(await run(['check', '--all', bare])).toMatchObject({
      code: 1,
      stdout: 'bare\n  0/16  no exercise here yet\n',
    });
    expect(report(await run(['check', '--all', bare, '--json']))).toMatchObject({
      workspaces: [{ passed: 0, reports: [] }],
    });
  });

  it('of a class is one folder a learner: the broken, the empty, and every name', async () => {
    const room = path.join(folder.path, 'class');
    const write = async (learner: string, id: string, text: string | Uint8Array): Promise<void> => {
      await mkdir(path.join(room, learner, path.dirname(id)), { recursive: true });
      await writeFile(path.join(room, learner, `${id}.ts`), text);
    };
    await write('Ann B', sigmoid, lesson(sigmoid, 'mistakes/tanh-instead.ts'));
    await write('小明 同学', sigmoid, solution);
    await write('小明 同学', '02-perceptron/xor', lesson('02-perceptron/xor', 'solution.ts'));
    await write('broken', '03-forward/softmax', Uint8Array.of(0, 255, 254, 1));
    await mkdir(path.join(room, 'broken', `${sigmoid}.ts`), { recursive: true });
    await mkdir(path.join(room, 'empty'), { recursive: true });
    await mkdir(path.join(room, '.git'), { recursive: true });

    const ran = await run(['check', '--all', room, '--json', '--seed', '1']);
    expect(ran.code).toBe(1);
    const about = (id: string, outcome: string) => expect.objectContaining({ exercise: id, outcome }) as unknown;
    expect(report(ran)).toEqual({
      formatVersion: 1,
      workspaces: [
        { workspace: 'Ann B', passed: 0, total: 16, reports: [about(sigmoid, 'fail')], unreadable: [] },
        {
          workspace: 'broken',
          passed: 0,
          total: 16,
          reports: [],
          unreadable: [sigmoid, '03-forward/softmax'].map((exercise) => ({
            exercise,
            message: expect.stringContaining(exercise) as string,
          })),
        },
        {
          workspace: '小明 同学',
          passed: 2,
          total: 16,
          reports: [about('02-perceptron/xor', 'pass'), about(sigmoid, 'pass')],
          unreadable: [],
        },
      ],
      withoutExercises: ['empty'],
    });
    const one = await run(['check', '--all'], { cwd: path.join(room, '小明 同学') });
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('2/16') as string });
  });
});

describe('doctor', () => {
  it('finds all that is there', async () => {
    const ran = await run(['doctor', '--json']);
    expect(ran.code).toBe(0);
    const { findings, ...about } = report(ran) as { findings: { name: string; state: string }[] };
    expect(about).toMatchObject({ formatVersion: 1, node: process.version });
    expect(findings.filter(({ state }) => state === 'ready').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['node', 'course', 'learner', 'engine cpu']),
    );
    // It takes a compiler: ready or not, something is said of it.
    expect(findings.map(({ name }) => name)).toContain('engine native');
  });

  it('says how fast the engines are, once that was measured', async () => {
    const env = { XDG_CACHE_HOME: path.join(folder.path, 'cache') };
    const speeds = async (...flags: string[]) => {
      const ran = await run(['doctor', '--json', ...flags], { env });
      const { findings } = report(ran) as { findings: { name: string; detail: string }[] };
      return findings.filter(({ name }) => name.startsWith('speed'));
    };
    const measured = await speeds('--measure');
    expect(measured.map(({ name }) => name)).toContain('speed of cpu');
    expect(measured[0]!.detail).toMatch(/^[\d.]+ µs to add 1,000 numbers, [\d.]+ ms for a product/);
    expect(await speeds()).toEqual(measured);
  });

  it('names what is missing, and what to do', async () => {
    const dist = await copyDist(path.join(folder.path, 'ill'));
    await rm(path.join(dist, 'course', `${sigmoid}.lesson.json`));
    const ran = await run(['doctor'], { dist });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/missing +course: .*sigmoid\.lesson\.json/);
    expect(ran.stdout).toContain('npm run build');
  });
});

function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Whether there was any to kill. */
function killChildren(pid: number): boolean {
  const learners = childrenOf(pid);
  // Only one that has been started for long enough to be asked something.
  const old = learners.filter((learner) => busySeconds(learner) > 0.4);
  for (const learner of old) process.kill(learner, 'SIGKILL');
  return old.length > 0;
}

function busySeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[11]) / 100;
  } catch {
    return 0;
  }
}
