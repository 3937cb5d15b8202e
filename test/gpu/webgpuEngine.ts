import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createDeviceEngine, type DeviceEngine } from '../../runtime/engines/device/deviceEngine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { garbageCollector } from '../../runtime/node/collectGarbage';
import { openWebgpuDevice, type WebgpuDevice } from '../../runtime/node/webgpuDevice';
import { webgpuFiles } from '../../runtime/node/webgpuFiles';
import { bundleCode, emptyDist, type TestDist } from '../process/bundle';
import { findTestGpu } from './vulkan';

const { env, missing } = findTestGpu();
// Vulkan's loader reads them when Dawn is loaded.
Object.assign(process.env, env);

/** Why there is no GPU on this machine. */
export const absent = missing;

export interface TestWebgpu {
  device: WebgpuDevice;
  engine: DeviceEngine;
  end(): Promise<void>;
}

/** From the sources, not from what was built of them. */
export async function openTestWebgpu(): Promise<TestWebgpu> {
  const dist = await webgpuDist();
  const device = openWebgpuDevice(webgpuFiles(dist.distDir));
  const engine = createDeviceEngine({
    name: 'webgpu',
    device,
    host: createJavaScriptEngine(),
    collect: garbageCollector(),
  });
  const end = async () => {
    await device.end();
    await dist.remove();
  };
  return { device, engine, end };
}

/** A `dist` with all that the engine on a GPU takes, Dawn itself from the one that was built. */
export async function webgpuDist(): Promise<TestDist> {
  const dist = await emptyDist();
  const files = webgpuFiles(dist.distDir);
  mkdirSync(files.folder);
  copyFileSync(webgpuFiles(path.join(import.meta.dirname, '../../dist')).dawn, files.dawn);
  await bundleCode(`import '../../runtime/node/webgpuWorker';`, files.worker);
  return dist;
}
