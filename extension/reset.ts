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
    if (await this.apply([exercise])) void this.offerBackup(exercise);
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
    await this.apply(started);
    if (chosen === everything) await this.dojo.progress.forgetAll();
  }

  /** One edit over all files, so that one Undo takes it back; saved, as Reset would otherwise be lost with the window. */
  private async apply(exercises: Exercise[]): Promise<boolean> {
    const edit = new vscode.WorkspaceEdit();
    const documents: vscode.TextDocument[] = [];
    for (const exercise of exercises) {
      const document = await this.dojo.files.open(exercise);
      const { starter } = await this.dojo.course.lesson(exercise.id);
      if (document.getText() === starter) continue;
      await this.backUp(exercise, document.getText());
      edit.replace(document.uri, wholeOf(document), starter);
      documents.push(document);
    }
    if (documents.length === 0) return false;
    const applied = await vscode.workspace.applyEdit(edit);
    await Promise.all(documents.map((document) => document.save()));
    return applied;
  }

  private async offerBackup(exercise: Exercise): Promise<void> {
    const title = exercise.title[this.dojo.language.locale];
    const restore = vscode.l10n.t('Open Backup');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is back at its starter. Undo brings your text back; a copy was kept too.', title),
      restore,
    );
    if (chosen === restore) await vscode.window.showTextDocument(await this.newestBackup(exercise));
  }

  private folder(exercise: Exercise): vscode.Uri {
    return vscode.Uri.joinPath(this.backups, ...exercise.id.split('/'));
  }

  private async backUp(exercise: Exercise, text: string): Promise<void> {
    const name = `${new Date().toISOString().replaceAll(':', '-')}.ts`;
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(this.folder(exercise), name),
      new TextEncoder().encode(text),
    );
  }

  private async newestBackup(exercise: Exercise): Promise<vscode.Uri> {
    const names = (await vscode.workspace.fs.readDirectory(this.folder(exercise))).map(([name]) => name).sort();
    return vscode.Uri.joinPath(this.folder(exercise), names.at(-1) ?? '');
  }
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}
