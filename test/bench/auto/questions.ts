import type { CallCosts } from '../../../runtime/engines/pricing/costs';
import type { StepFeatures } from '../../../runtime/protocol/pricing';
import type { Net } from '../arrays/cases';

export interface Training {
  net: Net;
  width: number;
  batch: number;
}

/** What a process is asked, a line each; it holds one net at most. */
export type AutoQuestion =
  | { ask: 'calibrate'; clock: Clock }
  /** Its first step. */
  | { ask: 'record'; training: Training }
  /** Milliseconds of a step, again and again for so many seconds, or once for none; before the first time, it runs for `warmUp` seconds. */
  | { ask: 'time'; training: Training; seconds: number; warmUp: number; clock: Clock };

/** On a machine that others use, what the processor spent says more, but only of engines with one thread. */
export type Clock = 'wall' | 'processor';

export interface AutoAnswers {
  calibrate: { costs: CallCosts; device: string };
  record: { features: StepFeatures };
  time: { ms: number[] };
}
