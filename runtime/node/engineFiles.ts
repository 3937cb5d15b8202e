import { existsSync } from 'node:fs';
import path from 'node:path';
import type { EngineStart } from './launchPlan';
import { webgpuFiles } from './webgpuFiles';

/** What engines are loaded from, where it has been built. */
export const engineFiles = (distDir: string) => ({
  kernels: path.join(distDir, 'kernels.wasm'),
  addon: path.join(distDir, 'native', `tensor-dojo-${process.platform}-${process.arch}.node`),
  webgpu: webgpuFiles(distDir),
});

/** All that there are, the default of checks first. */
export const engineNames = ['cpu', 'native', 'webgpu', 'tfjs-node-gpu', 'javascript'] as const;

/**
 * What a learner's process needs for an engine. `tfjs` is the folder that TensorFlow's package was put into; without one it is
 * looked for beside this program, where someone may have installed both.
 */
export function engineStart(name: string, distDir: string, tfjs: string | undefined): EngineStart {
  const { kernels, addon, webgpu } = engineFiles(distDir);
  switch (name) {
    case 'native':
      return { name, files: [kernels, addon], addons: true };
    case 'webgpu':
      return { name, files: [kernels, webgpu.folder], addons: true, environment: deviceEnvironment() };
    case 'tfjs-node-gpu': {
      const folder = tfjs !== undefined && existsSync(packagesIn(tfjs)) ? tfjs : path.dirname(distDir);
      const files = [kernels, packagesIn(folder)];
      return { name, files, addons: true, environment: deviceEnvironment(), folder };
    }
    default:
      return { name, files: [kernels], addons: false };
  }
}

const packagesIn = (folder: string): string => path.join(folder, 'node_modules');

/** Where drivers of graphics cards and their libraries are found, and which of the cards is meant. */
const ofDevices = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'CUDA_VISIBLE_DEVICES'];

/** Of this process's environment, what devices need: nothing else is handed on. */
export function deviceEnvironment(): Record<string, string> {
  const names = [...ofDevices, process.platform === 'win32' ? 'PATH' : 'LD_LIBRARY_PATH'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
