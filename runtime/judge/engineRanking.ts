import type { EngineSurvey, Prediction, StepFeatures } from '../protocol/pricing';

/** Knows which engine trains a net the fastest on this machine, by measurement. */
export interface EngineRanking {
  /** Measures what nobody has measured on this machine yet, or all of it `again`, and says where it is. Leaves off where it is told to. */
  measure(at: (engine: string) => void, signal: AbortSignal, again?: 'again'): Promise<void>;
  /** The fastest first; none where nothing was measured. */
  rank(step: StepFeatures): Prediction[];
  /** What is known by now. */
  readonly survey: EngineSurvey;
}

/** For those who choose the engine themselves. */
export const unmeasured: EngineRanking = {
  measure: () => Promise.resolve(),
  rank: () => [],
  survey: { measured: [], absent: [] },
};
