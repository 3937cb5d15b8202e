import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { Dojo } from './dojo';

/** Shows one hint more, in the task panel. */
export async function showHint(exercise: Exercise, { course, progress, language }: Dojo): Promise<void> {
  const hints = (await course.lesson(exercise.id)).hints[language.locale];
  const { hintsShown } = progress.record(exercise);
  if (hintsShown < hints.length) await progress.hintsShown(exercise, hintsShown + 1);
  else void vscode.window.showInformationMessage(vscode.l10n.t('All {0} hints are shown already.', hints.length));
}
