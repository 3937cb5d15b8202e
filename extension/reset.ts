import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { Dojo } from './dojo';

/** Puts starters back as edits that can be undone, after the learner's texts were copied to `backups`. */
export class Reset {
  private readonly dojo: Dojo;
  private readonly backups: vscode.Uri;

  constructor(dojo: Dojo, backups: vscode.Uri) {
    this.dojo = dojo;
    this.backups = backups;
  }

  /** Shown first: Undo is at hand only in an open editor. */
  async exercise(exercise: Exercise): Promise<void> {
    const document = await this.dojo.files.open(exercise);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    const title = exercise.title[this.dojo.language.locale];
    const [copy] = await this.apply([exercise]);
    if (copy) void this.offerCopy(title, copy);
    else void vscode.window.showInformationMessage(vscode.l10n.t('{0} is at its starter: nothing to reset.', title));
  }

  async all(): Promise<void> {
    const filesOnly = vscode.l10n.t('Reset Files');
    const everything = vscode.l10n.t('Reset Files and Progress');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Reset all exercises?'),
      { modal: true, detail: vscode.l10n.t('Every file of yours goes back to its starter. Copies are kept.') },
      filesOnly,
      everything,
    );
    if (chosen === undefined) return;
    const started: Exercise[] = [];
    for (const exercise of this.dojo.course.exercises)
      if (await this.dojo.files.exists(exercise)) started.push(exercise);
    const { length: count } = await this.apply(started);
    if (chosen === everything) void this.dojo.progress.forgetAll();
    void this.offerCopies(count);
  }

  /**
   * One edit over all files, so that one Undo takes it back; saved, as Reset would otherwise be lost with the window.
   * Resolves with the copies of what was replaced.
   */
  private async apply(exercises: Exercise[]): Promise<vscode.Uri[]> {
    const edit = new vscode.WorkspaceEdit();
    const documents: vscode.TextDocument[] = [];
    const copies: vscode.Uri[] = [];
    for (const exercise of exercises) {
      const document = await this.dojo.files.open(exercise);
      const { starter } = await this.dojo.course.lesson(exercise.id);
      if (document.getText() === starter) continue;
      copies.push(await this.backUp(exercise, document.getText()));
      edit.replace(document.uri, wholeOf(document), starter);
      documents.push(document);
    }
    if (documents.length === 0) return [];
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('The files could not be reset.'));
    await Promise.all(documents.map((document) => document.save()));
    return copies;
  }

  private async offerCopy(title: string, copy: vscode.Uri): Promise<void> {
    const [open, show] = [vscode.l10n.t('Open Backup'), vscode.l10n.t('Show Backups')];
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is back at its starter. Undo brings your text back; a copy was kept too.', title),
      open,
      show,
    );
    if (chosen === open) await vscode.window.showTextDocument(copy);
    if (chosen === show) await openFrom(vscode.Uri.joinPath(copy, '..'));
  }

  private async offerCopies(count: number): Promise<void> {
    if (count === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Every file is at its starter: none was changed.'));
      return;
    }
    const show = vscode.l10n.t('Show Backups');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Files back at their starters: {0}. Undo brings your texts back; copies were kept too.', count),
      show,
    );
    if (chosen === show) await openFrom(this.backups);
  }

  private async backUp(exercise: Exercise, text: string): Promise<vscode.Uri> {
    const name = `${new Date().toISOString().replaceAll(':', '-')}.ts`;
    const copy = vscode.Uri.joinPath(this.backups, ...exercise.id.split('/'), name);
    await vscode.workspace.fs.writeFile(copy, new TextEncoder().encode(text));
    return copy;
  }
}

/** Shows what is in a folder, and opens what is chosen there: unlike the system's file manager, this works in a browser too. */
async function openFrom(folder: vscode.Uri): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({ defaultUri: folder })) ?? [];
  if (file) await vscode.window.showTextDocument(file);
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}
