import { createHash } from 'node:crypto';
import type { CheckRequest } from '../protocol/judge';
import type { ErrorReason, Verdict } from '../protocol/verdict';

/** The verdict on a check that no judge could give one on. */
export function errorVerdict(request: CheckRequest, reason: ErrorReason, detail?: string): Verdict {
  return {
    formatVersion: 1,
    exercise: request.exercise,
    exerciseVersion: 0,
    textHash: createHash('sha256').update(request.text).digest('hex'),
    documentVersion: request.documentVersion,
    seed: request.seed,
    outcome: 'error',
    error: { reason, ...(detail !== undefined && { detail }) },
    cases: [],
    gradients: [],
    standIns: [],
    prints: '',
    printsCut: 0,
    peakMemoryBytes: 0,
    engine: request.engine,
    device: '',
    durationMs: 0,
  };
}
