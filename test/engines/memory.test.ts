import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnerLaunch, promptCollection, thisProgram } from '../../runtime/node/launchPlan';
import { openEngine } from '../../runtime/node/openEngine';
import { bundleCode, emptyDist, type TestDist } from '../process/bundle';
import { nextNode } from './nextNode';

// A learner never frees anything: what computes must not need it. Each program runs as a learner's process would be started.
const distDir = path.join(import.meta.dirname, '../../dist');
const missing = existsSync(path.join(distDir, 'kernels.wasm'))
  ? undefined
  : 'dist/kernels.wasm is not built (npm run build)';
const unreadable = process.platform === 'linux' ? undefined : 'resident memory is read from /proc';
/** Where there is no native engine, its place in the contract's table says why. */
const engines = ['cpu', 'native'].filter((name) => openEngine(name, distDir).report.name === name);
/** This Node, the next one that has long support, and others whose paths DOJO_NODES lists, as PATH does. */
const next = missing === undefined ? nextNode() : { missing };
const listed = process.env['DOJO_NODES']?.split(path.delimiter) ?? [];
const nodes = [process.execPath, ...(next.node === undefined ? [] : [next.node]), ...listed];

const program = `
import { readFileSync } from 'node:fs';
import { openEngine } from '../../runtime/node/openEngine';
import * as np from '../../runtime/np/np';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { trainingStep } from '../bench/arrays/nets';

const [engine, what] = process.argv.slice(2);
setEngine(openEngine(engine, ${JSON.stringify(distDir)}, { threads: 2 }).engine);
setDefaultFloat('float32');
const megabytes = (name) => Number(new RegExp(name + ':\\\\s*(\\\\d+)').exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

if (what === 'arrays') {
  const x = np.zeros([1_000_000]);
  for (let i = 0; i < 20_000; i++) np.add(x, 1);
  console.log(JSON.stringify({ node: process.version, peak: megabytes('VmHWM') }));
} else {
  const [net, batch, width] = JSON.parse(what);
  const step = trainingStep(net, batch, width);
  let early = 0, late = 0;
  for (let i = 1; i <= 10_000; i++) {
    step();
    if (i > 900 && i <= 1_000) early = Math.max(early, megabytes('VmRSS'));
    if (i > 9_900) late = Math.max(late, megabytes('VmRSS'));
  }
  console.log(JSON.stringify({ node: process.version, early, late }));
}
`;

let dist: TestDist;
let bundle: string;

beforeAll(async () => {
  dist = await emptyDist();
  bundle = path.join(dist.distDir, 'memory.mjs');
  await bundleCode(program, bundle);
});
afterAll(() => dist.remove());

async function measured(node: string, engine: string, what: string): Promise<Record<string, number>> {
  const files = { name: engine, files: [], addons: false };
  const { args, env } = learnerLaunch(thisProgram(), { bundle, folder: dist.distDir, heapMB: 512, engine: files });
  const flags = args.filter((flag) => flag.startsWith('--max-old-space') || promptCollection.includes(flag));
  const { stdout } = await promisify(execFile)(node, [...flags, bundle, engine, what], { env });
  return JSON.parse(stdout) as Record<string, number>;
}

describe.skipIf(missing ?? unreadable)(`memory${(missing ?? unreadable) ? `: ${missing ?? unreadable}` : ''}`, () => {
  it.skipIf(next.missing)(`is measured on Node 24 too${next.missing ? `: ${next.missing}` : ''}`, async () => {
    const { stdout } = await promisify(execFile)(next.node!, ['--version']);
    expect(stdout).toMatch(/^v24\./);
  });

  describe.each(nodes)('of %s', (node) => {
    describe.each(engines)('%s', (engine) => {
      it('20,000 arrays of 4 MB in one synchronous loop stay under 256 MB', async () => {
        const { peak } = await measured(node, engine, 'arrays');
        expect(peak).toBeLessThan(256);
      }, 300_000);

      // 10,000 steps at batch 100 of the last two would take a quarter of an hour for each engine of each Node.
      it.each([
        ['mlp', 100, 50],
        ['batchNorm', 100, 100],
        ['cnn', 10, 100],
        ['lenet', 10, 120],
      ])(
        '10,000 steps of %s, batch %i, width %i, hold it within a tenth of what it was at step 1,000',
        async (...net) => {
          const { early, late } = await measured(node, engine, JSON.stringify(net));
          expect(late).toBeLessThan(early! * 1.1);
        },
        900_000,
      );
    });
  });
});
