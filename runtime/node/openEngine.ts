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
import { NoEngine } from './noEngine';

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

const usualThreads = (): number => Math.min(availableParallelism(), mostThreads);

export interface ProcessorOptions {
  threads?: number;
  /** It has passed its self-test already, in another process of this program. */
  tested?: boolean;
}

export interface OpenedEngine {
  engine: Engine;
  report: EngineReport;
}

/** The engine of that name, of those on the processor; where it cannot be had, `cpu`, and the reason in the report. */
export function openEngine(name: string, distDir: string, { threads, tested }: ProcessorOptions = {}): OpenedEngine {
  const files = engineFiles(distDir);
  switch (name) {
    case 'javascript':
      return opened(createJavaScriptEngine());
    case 'native':
      return tried(name, distDir, () => openNative(files.addon, threads ?? usualThreads()), tested);
    default:
      return opened(openCpu(distDir));
  }
}

function opened(engine: Engine, ...passedOver: PassedOver[]): OpenedEngine {
  const { name, device } = engine.capabilities();
  const isPlain = name === 'cpu' || name === 'javascript';
  return { engine, report: { name, detail: isPlain ? '' : device, passedOver } };
}

/** Only what computes rightly on this very machine is used. */
export function tried(name: string, distDir: string, open: () => Engine, tested = false): OpenedEngine {
  const no = (why: PassedOver['why'], detail: string) => opened(openCpu(distDir), { engine: name, why, detail });
  try {
    const engine = open();
    const wrong = tested ? undefined : selfTest(engine);
    return wrong === undefined ? opened(engine) : no('failedItsTest', wrong);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return no(error instanceof NoEngine ? error.why : 'didNotLoad', detail);
  }
}

export function openCpu(distDir: string): Engine {
  // Named now: when the kernels are wanted, a learner's process has lost the globals that say where it runs.
  const { kernels } = engineFiles(distDir);
  return createCpuEngine(() => new Module(readFileSync(kernels)), fresh);
}

function openNative(file: string, threads: number): Engine {
  if (!existsSync(file)) throw new NoEngine('notBuilt', path.basename(file));
  return createNativeEngine({ addon: loadAddon(file), fresh, threads });
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
