import { createDeviceEngine, type DeviceEngine } from '../../runtime/engines/device/deviceEngine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { garbageCollector } from '../../runtime/node/collectGarbage';
import * as tfjs from './tfjsEngine';
import * as webgpu from './webgpuEngine';

export interface DeviceCandidate {
  name: string;
  /** Why it cannot be had on this machine. */
  absent: string | undefined;
  open(): Promise<OpenDevice>;
}

export interface OpenDevice {
  /** Another engine on the same device, with so many bytes before it collects. */
  engine(budget?: number): DeviceEngine;
  end(): Promise<void>;
}

/** Both devices: what a test says of one, it says of the other. */
export const deviceCandidates: DeviceCandidate[] = [
  {
    name: 'tfjs-node-gpu',
    absent: tfjs.absent,
    open: () =>
      Promise.resolve({
        engine: (budget) => tfjs.tfjsEngine(budget === undefined ? {} : { budget }),
        end: () => Promise.resolve(),
      }),
  },
  {
    name: 'webgpu',
    absent: webgpu.absent,
    open: async () => {
      const { device, end } = await webgpu.openTestWebgpu();
      const host = createJavaScriptEngine();
      return {
        engine: (budget) =>
          createDeviceEngine({
            name: 'webgpu',
            device,
            host,
            collect: garbageCollector(),
            ...(budget !== undefined && { budget: { least: budget, most: budget } }),
          }),
        end,
      };
    },
  },
];
