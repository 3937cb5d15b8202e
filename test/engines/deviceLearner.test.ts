import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnerLaunch, thisProgram } from '../../runtime/node/launchPlan';
import { prepareTfjsNode } from '../gpu/prepareTfjsNode.mjs';
import { bundleCode, emptyDist, type TestDist } from '../process/bundle';

const { folder, why } = await prepareTfjsNode();

/** A learner's process, from its start to the learner's own loop. */
const program = `
import { createDeviceEngine } from '../../runtime/engines/device/deviceEngine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { garbageCollector } from '../../runtime/node/collectGarbage';
import { lockdown } from '../../runtime/node/lockdown';
import { openTfjsDevice } from '../../runtime/node/tfjsDevice';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { trainingStep } from '../bench/arrays/nets';

const device = openTfjsDevice(${JSON.stringify(folder)});
const collect = garbageCollector();
const say = process.stdout.write.bind(process.stdout);
lockdown({});
const engine = createDeviceEngine({ name: 'tfjs-node-gpu', device, host: createJavaScriptEngine(), collect, budget: { least: 16 << 20, most: 16 << 20 } });
setEngine(engine);
setDefaultFloat('float32');
const nets = ['mlp', 'cnn', 'lenet'];
for (const net of nets) {
  const step = trainingStep(net, 4, 20);
  for (let i = 0; i < 5; i++) step();
}
say(JSON.stringify({ fallbacks: engine.stats().fallbacks, seen: Object.keys(globalThis) }));
`;

describe.skipIf(why !== undefined)(`TensorFlow in a learner's process${why ? ` (skipped: ${why})` : ''}`, () => {
  let dist: TestDist;
  let bundle: string;
  beforeAll(async () => {
    dist = await emptyDist();
    bundle = path.join(dist.distDir, 'learner.mjs');
    await bundleCode(program, bundle);
  });
  afterAll(() => dist.remove());

  it('trains when the process may read nothing but the package, and its world is closed', async () => {
    const launch = learnerLaunch(thisProgram(), {
      bundle,
      folder: dist.distDir,
      heapMB: 512,
      engine: { name: 'tfjs-node-gpu', files: [folder!], addons: true },
    });
    const { stdout } = await promisify(execFile)(launch.command, launch.args, { env: launch.env });
    expect(JSON.parse(stdout)).toEqual({ fallbacks: 0, seen: [] });
  });
});
