import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { Dojo } from './dojo';
import { triesBeforeCompare } from './progressRecords';

const SCHEME = 'tensor-dojo-solution';

/** Solutions as read-only documents: never on disk, never in the learner's folder. */
export function solutionDocuments({ course }: Dojo): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) => (await course.secret(path.slice(1, -'.ts'.length))).solution,
  });
}

/** The solution beside the learner's file, once it has been earned by passing or by trying. */
export async function compareWithSolution(exercise: Exercise, dojo: Dojo): Promise<void> {
  const tries = triesBeforeCompare(dojo.progress.record(exercise));
  if (tries > 0) {
    const words = vscode.l10n.t('The solution opens when you have passed, or after {0} more failed checks.', tries);
    void vscode.window.showInformationMessage(words);
    return;
  }
  const { uri } = await dojo.files.open(exercise);
  void dojo.progress.peeked(exercise);
  const solution = vscode.Uri.from({ scheme: SCHEME, path: `/${exercise.id}.ts` });
  const title = vscode.l10n.t('{0}: Solution ↔ Yours', exercise.title[dojo.language.locale]);
  await vscode.commands.executeCommand('vscode.diff', solution, uri, title, { viewColumn: vscode.ViewColumn.One });
}
