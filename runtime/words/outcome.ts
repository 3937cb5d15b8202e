import type { ErrorReason, Outcome, Verdict } from '../protocol/verdict';

/** How the command line names an ending. */
export type CommandOutcome =
  | 'pass'
  | 'fail'
  | 'notAttempted'
  | 'error'
  | 'timedOut'
  | 'crashed'
  | 'outOfMemory'
  | 'cancelled';

/** 0 passed, 1 not passed, 3 our own fault; 2 is for wrong usage, which has no verdict. */
export type ExitCode = 0 | 1 | 3;

interface Ending {
  outcome: CommandOutcome;
  exitCode: ExitCode;
}

/** The one table of endings: by outcome, and for errors by their reason. */
export const endings: Record<Exclude<Outcome, 'error'> | ErrorReason, Ending> = {
  pass: { outcome: 'pass', exitCode: 0 },
  fail: { outcome: 'fail', exitCode: 1 },
  notAttempted: { outcome: 'notAttempted', exitCode: 1 },
  threw: { outcome: 'error', exitCode: 1 },
  timedOut: { outcome: 'timedOut', exitCode: 1 },
  crashed: { outcome: 'crashed', exitCode: 1 },
  outOfMemory: { outcome: 'outOfMemory', exitCode: 1 },
  cancelled: { outcome: 'cancelled', exitCode: 1 },
  internal: { outcome: 'error', exitCode: 3 },
};

type Ended = Pick<Verdict, 'outcome' | 'error'>;

/** The key of a verdict in the table. An error that gives no reason is ours. */
export function endingOf({ outcome, error }: Ended): keyof typeof endings {
  return outcome === 'error' ? (error?.reason ?? 'internal') : outcome;
}

export function commandOutcome(verdict: Ended): CommandOutcome {
  return endings[endingOf(verdict)].outcome;
}

export function exitCode(verdict: Ended): ExitCode {
  return endings[endingOf(verdict)].exitCode;
}
