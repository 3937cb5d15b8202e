import * as vscode from 'vscode';

const OPEN_RESULTS = 'automaticallyOpenTestResults';

/**
 * A check that is started in the Testing view would open the results panel over the lesson. Only the editor's own
 * setting prevents that; it is set for this folder, unless the learner has said otherwise anywhere.
 */
export async function quietTesting(root: vscode.Uri): Promise<void> {
  const settings = vscode.workspace.getConfiguration('testing', root);
  const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(OPEN_RESULTS) ?? {};
  if (globalValue !== undefined || workspaceValue !== undefined || workspaceFolderValue !== undefined) return;
  await settings.update(OPEN_RESULTS, 'neverOpen', vscode.ConfigurationTarget.Workspace);
}
