import { createDeviceEngine } from '../../runtime/engines/device/deviceEngine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { garbageCollector } from '../../runtime/node/collectGarbage';
import { openTfjsDevice, type TfjsDevice } from '../../runtime/node/tfjsDevice';
import { prepareTfjsNode } from './prepareTfjsNode.mjs';

/** The package that someone has installed, where the environment names it. */
const installed = process.env.TENSOR_DOJO_TFJS;
const prepared: { folder?: string; why?: string } = installed ? { folder: installed } : await prepareTfjsNode();

/** Why the real TensorFlow cannot be had on this machine. */
export const absent: string | undefined = prepared.why;

let device: TfjsDevice | undefined;

/** One for all: TensorFlow is loaded once per process. */
export function tfjsDevice(): TfjsDevice {
  if (prepared.folder === undefined) throw new Error(prepared.why);
  return (device ??= openTfjsDevice(prepared.folder));
}

export function tfjsEngine({ budget, on = tfjsDevice() }: { budget?: number; on?: TfjsDevice } = {}) {
  return createDeviceEngine({
    name: 'tfjs-node-gpu',
    device: on,
    host: createJavaScriptEngine(),
    collect: garbageCollector(),
    ...(budget !== undefined && { budget: { least: budget, most: budget } }),
  });
}
