import type { Engine } from '../engine';
import { DeviceLost } from './device';

/** The same engine; `lost` hears that its device is gone before the code that computes can catch the error. */
export function watched(engine: Engine, lost: (loss: DeviceLost) => void): Engine {
  const guarded =
    (primitive: (...given: unknown[]) => unknown) =>
    (...given: unknown[]): unknown => {
      try {
        return primitive(...given);
      } catch (error) {
        if (error instanceof DeviceLost) lost(error);
        throw error;
      }
    };
  return Object.fromEntries(Object.entries(engine).map(([name, one]) => [name, guarded(one)])) as unknown as Engine;
}
