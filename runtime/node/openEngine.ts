import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createCpuEngine } from '../engines/cpu/cpuEngine';
import type { Elements, Engine } from '../engines/engine';
import { createJavaScriptEngine } from '../engines/javascript/javascriptEngine';
import type { NativeAddon } from '../engines/native/addon';
import { createNativeEngine } from '../engines/native/nativeEngine';
import { selfTest } from '../engines/self-test/selfTest';
import type { EngineReport, PassedOver } from '../protocol/engine';
import type { DType } from '../protocol/value';
import { engineFiles } from './engineFiles';

/** Node's own types leave this global to the browser's. */
declare const WebAssembly: { Module: new (bytes: Uint8Array) => object };

/** More bring little to nets of this size, and take the machine from everything else. */
const mostThreads = 8;

// Taken when this module loads: code that runs later may replace the globals.
const { Module } = WebAssembly;
const { allocUnsafeSlow } = Buffer;
const Float64 = Float64Array;
const Float32 = Float32Array;
const Int32 = Int32Array;
const Uint8 = Uint8Array;

/** The engine of that name; where it cannot be had, `cpu`, and the reason in the report. */
export function openEngine(
  name: string,
  distDir: string,
  threads = Math.min(availableParallelism(), mostThreads),
): { engine: Engine; report: EngineReport } {
  const files = engineFiles(distDir);
  switch (name) {
    case 'javascript':
      return opened(createJavaScriptEngine());
    case 'native': {
      const native = openNative(files.addon, threads);
      return 'why' in native ? opened(openCpu(files.kernels), native) : opened(native);
    }
    default:
      return opened(openCpu(files.kernels));
  }
}

function opened(engine: Engine, ...passedOver: PassedOver[]) {
  const { name, device } = engine.capabilities();
  return { engine, report: { name, detail: name === 'native' ? device : '', passedOver } };
}

function openCpu(kernels: string): Engine {
  return createCpuEngine(() => new Module(readFileSync(kernels)), fresh);
}

function openNative(file: string, threads: number): Engine | PassedOver {
  const no = (why: PassedOver['why'], detail: string): PassedOver => ({ engine: 'native', why, detail });
  if (!existsSync(file)) return no('notBuilt', path.basename(file));
  try {
    const engine = createNativeEngine({ addon: loadAddon(file), fresh, threads });
    const wrong = selfTest(engine);
    return wrong === undefined ? engine : no('failedItsTest', wrong);
  } catch (error) {
    return no('didNotLoad', error instanceof Error ? error.message : String(error));
  }
}

/** It was built beside this program, from the same sources. */
function loadAddon(file: string): NativeAddon {
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports as NativeAddon;
}

/** Without the zeros that every other allocation is filled with. */
function fresh(dtype: DType, length: number): Elements {
  switch (dtype) {
    case 'float64':
      return new Float64(allocUnsafeSlow(length * 8).buffer);
    case 'float32':
      return new Float32(allocUnsafeSlow(length * 4).buffer);
    case 'int32':
      return new Int32(allocUnsafeSlow(length * 4).buffer);
    case 'bool':
      return new Uint8(allocUnsafeSlow(length).buffer);
    default:
      return dtype satisfies never;
  }
}
