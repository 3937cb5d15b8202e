import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { SourcePlace } from '../runtime/protocol/script';
import type { Dojo } from './dojo';
import type { TaskPanel } from './taskPanel';
import type { WorkspaceSetup } from './workspaceSetup';

/** Brings an exercise before the learner: their file in the editor, its task beside it. */
export class ExerciseOpener {
  private readonly dojo: Dojo;
  private readonly taskPanel: TaskPanel;
  private readonly setup: WorkspaceSetup;

  constructor(dojo: Dojo, taskPanel: TaskPanel, setup: WorkspaceSetup) {
    this.dojo = dojo;
    this.taskPanel = taskPanel;
    this.setup = setup;
  }

  /** Where there is no workspace yet, one is made first. */
  async open(exercise: Exercise): Promise<void> {
    if (!this.dojo.workspace.root) return this.setup.create(exercise.id);
    const document = await this.dojo.files.open(exercise);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    this.dojo.current.set(exercise);
    this.taskPanel.show(exercise);
  }

  /** After the window has reloaded into a new workspace: the exercise that it was made for. */
  async resume(root: vscode.Uri): Promise<void> {
    const exercise = this.dojo.course.find((await this.setup.takePending(root)) ?? '');
    if (!exercise) return;
    await vscode.commands.executeCommand('tensorDojo.lessons.focus');
    await this.open(exercise);
  }

  /** Puts the cursor where a verdict points. */
  async goTo(place: SourcePlace): Promise<void> {
    const { root } = this.dojo.workspace;
    if (!root) return;
    const position = new vscode.Position(Math.max(0, place.line - 1), Math.max(0, place.column - 1));
    const selection = new vscode.Range(position, position);
    const uri = vscode.Uri.joinPath(root, ...place.file.split(/[\\/]/));
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, selection });
  }
}
