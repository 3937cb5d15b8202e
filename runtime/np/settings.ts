import type { DType } from '../protocol/value';
import { createJavaScriptEngine } from '../engines/javascript/javascriptEngine';
import type { Engine } from '../engines/engine';

/**
 * What the runner decides and the learner never sees: the engine, the dtype that numbers get, the memory limit.
 * One process runs one check or one training run, so these belong to the process.
 */
const settings: { engine: Engine; defaultFloat: 'float32' | 'float64'; widenFloat32: boolean; memoryLimit: number } = {
  engine: createJavaScriptEngine(),
  defaultFloat: 'float64',
  widenFloat32: false,
  memoryLimit: Infinity,
};

export function engine(): Engine {
  return settings.engine;
}

/** Before the first array is made: arrays of two engines do not mix. */
export function setEngine(chosen: Engine): void {
  settings.engine = chosen;
}

export function defaultFloat(): 'float32' | 'float64' {
  return settings.defaultFloat;
}

/** float64 in checks, float32 in training. */
export function setDefaultFloat(dtype: 'float32' | 'float64'): void {
  settings.defaultFloat = dtype;
}

/** In a gradient check an explicit 'float32' becomes float64: central differences drown in float32's rounding. */
export function setWidenFloat32(widen: boolean): void {
  settings.widenFloat32 = widen;
}

/** The dtype that a learner gets who asks for `dtype`. */
export function grantedDType(dtype: DType): DType {
  return settings.widenFloat32 && dtype === 'float32' ? 'float64' : dtype;
}

export function memoryLimit(): number {
  return settings.memoryLimit;
}

/** No single array may take more bytes than this. */
export function setMemoryLimit(bytes: number): void {
  settings.memoryLimit = bytes;
}
