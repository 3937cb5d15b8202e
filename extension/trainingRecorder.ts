import type * as vscode from 'vscode';
import type { Verdict } from '../runtime/protocol/verdict';
import type { Check, Checks } from './checks';
import type { TrainingRuns } from './trainingRuns';

/** Writes what a check says of training into its series. */
export function recordTraining(checks: Checks, runs: TrainingRuns): vscode.Disposable[] {
  return [
    checks.onDidProgress(({ check, event }) => {
      if (check.request.mode !== 'check') return;
      if (event.type === 'trainingStarted') {
        const { type: _, ...about } = event;
        runs.begin({ ...identity(check), ...about });
      }
      if (event.type === 'measuringEngine') runs.measure(check.id, event.engine);
      if (event.type === 'trainingEngine') {
        const { type: _, ...on } = event;
        runs.goOn(check.id, on);
      }
      if (event.type === 'trainingPoints') runs.append(check.id, event.points);
    }),
    checks.onDidFinish(({ check, verdict }) => runs.end(check.id, stateAfter(verdict))),
  ];
}

function identity({ id, request: { exercise, seed } }: Check) {
  return { id, exercise, seed, startedAt: new Date().toISOString() };
}

function stateAfter({ outcome, error }: Verdict): 'finished' | 'cancelled' | 'failed' {
  if (outcome !== 'error') return 'finished';
  return error?.reason === 'cancelled' ? 'cancelled' : 'failed';
}
