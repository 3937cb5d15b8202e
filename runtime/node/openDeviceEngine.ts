import path from 'node:path';
import type { Device } from '../engines/device/device';
import { createDeviceEngine } from '../engines/device/deviceEngine';
import type { Engine } from '../engines/engine';
import { garbageCollector } from './collectGarbage';
import { engineFiles } from './engineFiles';
import { openCpu, openEngine, tried } from './openEngine';
import type { OpenedEngine } from './openEngine';
import { openTfjsDevice } from './tfjsDevice';
import { openWebgpuDevice } from './webgpuDevice';

export interface EngineOptions {
  /** Of an engine on the processor. */
  threads?: number;
  /** Where TensorFlow's package is installed. */
  folder?: string;
}

/** Any engine; `openEngine` is for those who load nothing that a device needs. */
export function openAnyEngine(
  name: string,
  distDir: string,
  { threads, folder = path.dirname(distDir) }: EngineOptions = {},
): OpenedEngine {
  const on = (device: Device): Engine =>
    createDeviceEngine({ name, device, host: openCpu(distDir), collect: garbageCollector() });
  switch (name) {
    case 'webgpu':
      return tried(name, distDir, () => on(openWebgpuDevice(engineFiles(distDir).webgpu)));
    case 'tfjs-node-gpu':
      return tried(name, distDir, () => on(openTfjsDevice(folder)));
    default:
      return openEngine(name, distDir, threads);
  }
}
