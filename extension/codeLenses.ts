import * as vscode from 'vscode';
import type { DojoWorkspace } from './dojoWorkspace';
import { scanEntries } from './entryScan';

/** Run & Check, Debug and Hint above each entry of an exercise. */
export function codeLenses(workspace: DojoWorkspace): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    { scheme: 'file', language: 'typescript' },
    { provideCodeLenses: (document) => lensesOf(document, workspace) },
  );
}

function lensesOf(document: vscode.TextDocument, workspace: DojoWorkspace): vscode.CodeLens[] {
  const exercise = workspace.exerciseOf(document.uri);
  if (!exercise) return [];
  const actions = [
    { title: `$(play) ${vscode.l10n.t('Run & Check')}`, command: 'tensorDojo.runAndCheck' },
    { title: `$(debug-alt) ${vscode.l10n.t('Debug')}`, command: 'tensorDojo.debugCheck' },
    { title: `$(lightbulb) ${vscode.l10n.t('Hint')}`, command: 'tensorDojo.showHint' },
  ];
  return scanEntries(document.getText(), exercise.entry).flatMap(({ line, column, name }) => {
    const range = new vscode.Range(line, column, line, column + name.length);
    return actions.map((action) => new vscode.CodeLens(range, { ...action, arguments: [exercise.id] }));
  });
}
