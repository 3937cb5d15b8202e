import type { CheckRequest } from '../protocol/judge';
import type { CaseVerdict, ErrorReason, Failure, Verdict } from '../protocol/verdict';
import type { PlannedCase } from './plannedCase';
import { Stopped } from './session';

type VerdictError = NonNullable<Verdict['error']>;

/** How a check ended, from how its parts did. */
export function concluded(
  cases: readonly PlannedCase[],
  mode: CheckRequest['mode'],
  draft: { outcome?: Verdict['outcome']; error?: VerdictError; failure?: Failure },
): Pick<Verdict, 'outcome' | 'error' | 'headline'> {
  const headline = cases.findIndex(({ outcome }) => outcome === 'fail' || outcome === 'error');
  const first = cases[headline];
  const error =
    draft.error ?? errorIn(first?.outcome, first?.failure) ?? (draft.failure && errorIn('error', draft.failure));
  return {
    outcome: draft.outcome ?? outcomeOf(cases, mode, error, draft.failure),
    ...(error && { error }),
    ...(headline >= 0 && { headline }),
  };
}

function outcomeOf(
  cases: readonly PlannedCase[],
  mode: CheckRequest['mode'],
  error: Verdict['error'],
  failure: Failure | undefined,
): Verdict['outcome'] {
  if (error) return 'error';
  if (failure) return 'fail';
  // Running a file answers no question about the exercise.
  if (mode === 'run') return 'notAttempted';
  return cases.every(({ outcome }) => outcome === 'pass') ? 'pass' : 'fail';
}

/** What was thrown, where that is why nothing came of it; a case that ended in an error without a finding ran out of time. */
function errorIn(outcome: PlannedCase['outcome'] | undefined, failure: Failure | undefined): VerdictError | undefined {
  if (outcome !== 'error') return undefined;
  if (!failure) return { reason: 'timedOut' };
  const { finding, place } = failure;
  return finding.code === 'threw' ? { reason: 'threw', thrown: finding.error, ...(place && { place }) } : undefined;
}

const reasons: Record<Stopped['reason'], ErrorReason> = {
  caseTime: 'timedOut',
  totalTime: 'timedOut',
  cancelled: 'cancelled',
  enough: 'cancelled',
  outOfMemory: 'outOfMemory',
  crashed: 'crashed',
  deviceLost: 'crashed',
};

/** A learner that was stopped; anything else is a fault of our own. */
export function errorOf(error: unknown): VerdictError {
  if (!(error instanceof Stopped)) {
    return { reason: 'internal', detail: error instanceof Error ? error.message : String(error) };
  }
  return { reason: reasons[error.reason], ...(error.detail !== '' && { detail: error.detail }) };
}

export function caseVerdict({ name, entry, visible, outcome, durationMs, failure, prints }: PlannedCase): CaseVerdict {
  return { name, entry, visible, outcome, durationMs, ...(failure && { failure }), prints };
}
