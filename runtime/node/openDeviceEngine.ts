import path from 'node:path';
import type { Device } from '../engines/device/device';
import { createDeviceEngine } from '../engines/device/deviceEngine';
import type { DeviceEngine } from '../engines/device/deviceEngine';
import { garbageCollector } from './collectGarbage';
import { engineFiles } from './engineFiles';
import { NoEngine } from './noEngine';
import { openCpu, openEngine, tried } from './openEngine';
import type { OpenedEngine, ProcessorOptions } from './openEngine';
import { openTfjsDevice } from './tfjsDevice';
import { openWebgpuDevice } from './webgpuDevice';

export interface EngineOptions extends ProcessorOptions {
  /** Where TensorFlow's package is installed. */
  folder?: string;
  /** No graphics card that the processor plays. */
  hardwareOnly?: boolean;
  /** Whether the report says of every operation of a device whether it is computed rightly. */
  probesAll?: boolean;
}

/** Any engine; `openEngine` is for those who load nothing that a device needs. */
export function openAnyEngine(
  name: string,
  distDir: string,
  { folder = path.dirname(distDir), probesAll = false, hardwareOnly = false, ...rest }: EngineOptions = {},
): OpenedEngine {
  const on = (open: () => Device): OpenedEngine => {
    let engine: DeviceEngine | undefined;
    let software = false;
    const opened = tried(
      name,
      distDir,
      () => {
        const device = open();
        software = device.software === true;
        if (hardwareOnly && software) throw new NoEngine('software', device.description);
        engine = createDeviceEngine({ name, device, host: openCpu(distDir), collect: garbageCollector() });
        return engine;
      },
      rest.tested,
    );
    if (opened.engine !== engine) return opened;
    const report = software ? { ...opened.report, software } : opened.report;
    return { engine, report: probesAll ? { ...report, otherRoutes: engine.routes('ofAll') } : report };
  };
  switch (name) {
    case 'webgpu':
      return on(() => openWebgpuDevice(engineFiles(distDir).webgpu));
    case 'tfjs-node-gpu':
      return on(() => openTfjsDevice(folder));
    default:
      return openEngine(name, distDir, rest);
  }
}
