import type { PassedOver } from '../protocol/engine';
import type { Prediction, StepFeatures } from '../protocol/pricing';

/** Knows which engine trains a net the fastest on this machine, by measurement. */
export interface EngineRanking {
  /** Measures what nobody has measured on this machine yet, and says where it is. Leaves off where it is told to. */
  measure(at: (engine: string) => void, signal: AbortSignal): Promise<void>;
  /** The fastest first; none where nothing was measured. */
  rank(step: StepFeatures): Prediction[];
  /** Engines that could not be measured. */
  readonly absent: readonly PassedOver[];
}

/** For those who choose the engine themselves. */
export const unmeasured: EngineRanking = { measure: () => Promise.resolve(), rank: () => [], absent: [] };
