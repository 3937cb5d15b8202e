import type { Channel, ChannelEnd } from '../protocol/channel';
import type { EngineReport } from '../protocol/engine';
import type { FromLearner, ToLearner } from '../protocol/learner';

export interface TakeOptions {
  memoryLimitMB: number;
  /** What computes its arrays; `cpu` if not said. */
  engine?: string;
  /** Its report says of every operation whether its device computes it rightly, which takes a moment. */
  probesAll?: boolean;
  /** A debugger may attach here; the learner then waits for nothing and has no time limit. */
  inspectPort?: number;
}

/** How a learner ended. `closed` is our own doing. */
export type LearnerEnd = ChannelEnd | { kind: 'outOfMemory' };

/** One learner, used for one check or one training run. Its messages are parsed and come in turn. */
export interface LearnerHandle {
  readonly channel: Channel<ToLearner, FromLearner>;
  readonly pid: number;
  /** What computes its arrays, as it turned out. */
  readonly engine?: EngineReport;
  /** Where a debugger may attach, if the learner was taken with an `inspectPort`. */
  readonly debugUrl?: string;
  /** Resolves exactly once. */
  readonly ended: Promise<LearnerEnd>;
  peakMemoryBytes(): number;
  end(): void;
}

export interface LearnerPool {
  take(options: TakeOptions): Promise<LearnerHandle>;
}
