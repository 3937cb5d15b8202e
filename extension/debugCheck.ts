import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { Verdict } from '../runtime/protocol/verdict';
import { arrayDescription } from './arrayDescription';
import type { Check, CheckOptions } from './checks';
import type { Dojo } from './dojo';

/** Attaches the editor's debugger to the learner process of each check that waits for one. */
export function debugChecks({ checks, workspace, language }: Dojo): vscode.Disposable[] {
  const attached = new Map<string, Check>();
  // Sessions of an exercise share their name, and the one that a second press replaces ends after the next has begun.
  const checkOf = ({ configuration }: vscode.DebugSession): Check | undefined =>
    attached.get(String(configuration.tensorDojoCheck));
  return [
    checks.onDidProgress(async ({ check, event }) => {
      if (event.type !== 'debugReady') return;
      const name = vscode.l10n.t('Check: {0}', check.exercise.title[language.locale]);
      attached.set(check.id, check);
      const folder = workspace.root && vscode.workspace.getWorkspaceFolder(workspace.root);
      const started = await vscode.debug.startDebugging(folder, {
        name,
        type: 'node',
        request: 'attach',
        address: '127.0.0.1',
        port: event.port,
        tensorDojoCheck: check.id,
        continueOnAttach: true,
        // What runs is the learner's file with its types blanked out: the same lines, other characters.
        enableContentValidation: false,
        customDescriptionGenerator: arrayDescription,
        skipFiles: ['<node_internals>/**', '**/learner.mjs', '**/deviceLearner.mjs'],
      });
      if (!started) await checks.cancel(check);
    }),
    // Whoever stops the debugger has seen enough.
    vscode.debug.onDidTerminateDebugSession((session) => {
      const check = checkOf(session);
      if (check) void checks.cancel(check);
    }),
    checks.onDidFinish(({ check }) => attached.delete(check.id)),
  ];
}

/** One case in the debugger: of those named, or of all, the first that failed, else the first. No limits, never recorded. */
export async function debugCheck(
  exercise: Exercise,
  { checks, verdicts }: Dojo,
  { only, testRun }: Pick<CheckOptions, 'only' | 'testRun'> = {},
): Promise<Verdict | undefined> {
  const verdict = await verdicts.get(exercise);
  const failed = verdict?.headline === undefined ? undefined : verdict.cases[verdict.headline]?.name;
  const name = only === undefined || (failed !== undefined && only.includes(failed)) ? failed : only[0];
  return checks.run(exercise, {
    mode: 'debug',
    ...(name !== undefined && { only: [name] }),
    ...(testRun && { testRun }),
  });
}
