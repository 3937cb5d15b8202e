import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { choose } from '../../runtime/engines/pricing/choose';
import type { EngineCosts } from '../../runtime/engines/pricing/costs';
import { engineCosts, type CalibrationOptions } from '../../runtime/node/calibration';
import { readCosts, writeCosts } from '../../runtime/node/calibrationFile';
import { machineFor } from '../../runtime/node/calibrationMachine';
import { MeasuredEngines } from '../../runtime/node/measuredEngines';
import { engineFiles } from '../../runtime/node/engineFiles';
import { thisProgram } from '../../runtime/node/launchPlan';
import { callKinds } from '../../runtime/protocol/pricing';
import { bundleCode, bundleImpostor, emptyDist, type TestDist } from './bundle';

const kernels = engineFiles(path.join(import.meta.dirname, '../../dist')).kernels;

let dist: TestDist;
let temporary: string;

beforeAll(async () => {
  dist = await emptyDist();
  await bundleCode(`import '../../runtime/node/calibrationProcess';`, path.join(dist.distDir, 'calibration.mjs'));
  if (existsSync(kernels)) await copyFile(kernels, path.join(dist.distDir, 'kernels.wasm'));
});
afterAll(() => dist.remove());
beforeEach(async () => {
  temporary = await realpath(await mkdtemp(path.join(tmpdir(), 'dojo-test-calibration-')));
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

const options = (name: string, distDir = dist.distDir): CalibrationOptions => ({
  program: thisProgram(),
  bundle: path.join(distDir, 'calibration.mjs'),
  temporary,
  engine: { name, files: [engineFiles(distDir).kernels], addons: false },
  keptIn: path.join(temporary, 'kept'),
});

const product = (m: number, k: number, n: number) => ({
  calls: [],
  products: [{ batch: 1, m, k, n, transposed: 'none' as const, float64: 'none' as const, bytes: 0, count: 1 }],
  workingSetBytes: 0,
});

describe('an engine is calibrated', () => {
  it('in a process like a learner’s, once a machine', async ({ skip }) => {
    if (!existsSync(kernels)) skip('the kernels are not built: npm run build');
    const found = await engineCosts(options('cpu'));
    const { costs } = found as Extract<typeof found, { costs: unknown }>;
    expect(costs.readyMs).toBeGreaterThan(1);
    expect(costs.measuredOn).toMatchObject({ engine: 'cpu', device: 'CPU', node: process.versions.node });
    expect(choose(product(100, 784, 50), [costs])[0]!.msPerStep).toBeGreaterThan(0.01);
    expect(choose(product(512, 512, 512), [costs])[0]!.msPerStep).toBeGreaterThan(
      10 * choose(product(64, 64, 64), [costs])[0]!.msPerStep,
    );
    const [file] = await readdir(path.join(temporary, 'kept'));
    expect(await readFile(path.join(temporary, 'kept', file!), 'utf8')).not.toContain(temporary);
    // Nobody is asked again: a process could not even be started.
    const again = await engineCosts({
      ...options('cpu'),
      program: { ...thisProgram(), path: path.join(temporary, 'none') },
    });
    expect(again).toEqual(found);
  });

  it('not where it cannot be had', async () => {
    const { kernels, addon } = engineFiles(dist.distDir);
    const engine = { name: 'native', files: [kernels, addon], addons: true };
    const native = await engineCosts({ ...options('native'), engine });
    expect(native).toEqual({ absent: { engine: 'native', why: 'notBuilt', detail: expect.any(String) as string } });
    const none = await engineCosts({ ...options('cpu'), bundle: path.join(temporary, 'none.mjs') });
    expect(none).toMatchObject({ absent: { engine: 'cpu', why: 'died' } });
  });

  it.each([
    [
      'says nonsense',
      `post({ type: 'measured', device: 'x', readyMs: 1, costs: { perCallMs: -1 } }); await new Promise(() => {});`,
    ],
    ['dies', `process.exit(3);`],
  ])('not by a process that %s', async (_, code) => {
    const impostor = await bundleImpostor(code, 'calibration');
    expect(await engineCosts(options('cpu', impostor.distDir))).toMatchObject({
      absent: { engine: 'cpu', why: 'died' },
    });
    await impostor.remove();
  });
});

describe('the engines of a machine', () => {
  const never = new AbortController().signal;
  /** Whoever measures says that no engine is there, and when it was asked. */
  const sceptic = `post({ type: 'absent', passedOver: [{ engine: 'x', why: 'notInstalled', detail: String(performance.timeOrigin) }] });`;

  it('are asked once, and again when one has been installed since', async () => {
    const impostor = await bundleImpostor(sceptic, 'calibration');
    const installed = path.join(temporary, 'installed');
    const engines = new MeasuredEngines({
      ...options('cpu', impostor.distDir),
      start: (name) => ({ name, files: name === 'tfjs-node-gpu' ? [installed] : [], addons: false }),
    });
    const asked = async () => {
      await engines.measure(() => {}, never);
      return engines.survey.absent.map(({ detail }) => detail);
    };
    const first = await asked();
    expect(new Set(first).size).toBe(4);
    expect(await asked()).toEqual(first);
    await writeFile(installed, 'a package');
    const later = await asked();
    expect(later.slice(0, 3)).toEqual(first.slice(0, 3));
    expect(later[3]).not.toBe(first[3]);
    expect(engines.rank({ calls: [], products: [], workingSetBytes: 0 })).toEqual([]);
    await impostor.remove();
  });

  it('are measured again where that is asked for, and what is kept is recalled', async ({ skip }) => {
    if (!existsSync(kernels)) skip('the kernels are not built: npm run build');
    const made = () => new MeasuredEngines({ ...options('cpu'), start: (name) => options(name).engine });
    const first = made();
    first.recall();
    expect(first.survey).toEqual({ measured: [], absent: [] });
    await first.measure(() => {}, never);
    const of = (engines: MeasuredEngines) => engines.survey.measured.find(({ engine }) => engine === 'cpu')!;
    const once = of(first);
    expect(once.productMs).toBeGreaterThan(once.sumMs);
    const second = made();
    second.recall();
    expect(of(second)).toEqual(once);
    await second.measure(() => {}, never, 'again');
    expect(of(second)).not.toEqual(once);
    const third = made();
    third.recall();
    expect(of(third)).toEqual(of(second));
    // Who leaves off keeps what there was.
    const before = of(second);
    await second.measure(() => {}, AbortSignal.abort(), 'again');
    third.recall();
    expect([of(second), of(third)]).toEqual([before, before]);
  });

  it('that cannot be measured are absent, and it goes on', async () => {
    const gone = path.join(temporary, 'gone');
    const engines = new MeasuredEngines({
      ...options('cpu'),
      temporary: gone,
      start: (name) => ({ name, files: [], addons: false }),
    });
    for (let i = 0; i < 2; i++) await engines.measure(() => {}, never);
    expect(engines.survey.absent.map(({ engine, why }) => [engine, why])).toEqual(
      ['native', 'cpu', 'webgpu', 'tfjs-node-gpu'].map((engine) => [engine, 'died']),
    );
  });
});

describe('kept costs', () => {
  const machine = { engine: 'cpu', processor: 'p', cores: 2, node: '20', version: 'v' };
  const folder = () => path.join(temporary, 'kept');
  const costs = (): EngineCosts => {
    const curve: [number, number][] = [[1, 1]];

    return {
      formatVersion: 1,
      measuredOn: { ...machine, device: 'd' },
      readyMs: 40,
      perCallMs: 1,
      whole: Object.fromEntries(callKinds.map((kind) => [kind, curve])) as EngineCosts['whole'],
      rowMs: { elementwise: 0, copy: 0, fold: 0, blocks: 0 },
      across: { elementwise: curve, fold: curve },
      products: { sides: [1, 2], ms: [1, 2, 3, 4, 5, 6, 7, 8] },
      distance: curve,
    };
  };

  it('are those of this very machine, engine and version', async () => {
    writeCosts(folder(), machine, costs());
    expect(readCosts(folder(), machine)).toEqual(costs());
    for (const other of [{ engine: 'native' }, { processor: 'q' }, { cores: 4 }, { node: '24' }, { version: 'w' }])
      expect(readCosts(folder(), { ...machine, ...other })).toBeUndefined();
  });

  it('are of two machines side by side, in one folder', async () => {
    writeCosts(folder(), machine, costs());
    writeCosts(folder(), { ...machine, cores: 8 }, costs());
    expect(await readdir(folder())).toHaveLength(2);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"formatVersion":1,'],
    ['of another format', '{"formatVersion":2}'],
    ['of another machine, whatever its name', '{"formatVersion":1,"measuredOn":{}}'],
  ])('are none where the file is %s', async (_, text) => {
    writeCosts(folder(), machine, costs());
    const [file] = await readdir(folder());
    await writeFile(path.join(folder(), file!), text);
    expect(readCosts(folder(), machine)).toBeUndefined();
  });

  it('are none where there is no folder, or it cannot be written to', async () => {
    expect(readCosts(folder(), machine)).toBeUndefined();
    await writeFile(folder(), 'a file');
    writeCosts(folder(), machine, costs());
    expect(readCosts(folder(), machine)).toBeUndefined();
    await rm(folder());
    await mkdir(folder());
    await chmod(folder(), 0o500);
    writeCosts(folder(), machine, costs());
    expect((await readdir(folder())).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  it('are of another version when a file of the engine changes', async () => {
    const file = path.join(temporary, 'engine.wasm');
    const program = path.join(temporary, 'program.mjs');
    await writeFile(file, 'one');
    await writeFile(program, 'older');
    const engine = { name: 'cpu', files: [file], addons: false };
    const before = machineFor(engine, program);
    expect(machineFor(engine, program)).toEqual(before);
    await writeFile(file, 'two');
    const after = machineFor(engine, program);
    expect(after.version).not.toBe(before.version);
    await writeFile(program, 'newer');
    expect(machineFor(engine, program).version).not.toBe(after.version);
  });
});
