import * as vscode from 'vscode';
import type { Progress } from './progress';
import type { NotSaved } from './progressFile';
import { isOfNewerFormat } from './progressRecords';
import { bookOfSummary, summarize } from './progressSummary';
import type { ProgressSummary } from './progressSummary';

const KEY = 'progress';

/** Keeps the file, other windows and what Settings Sync carries between machines in step; the file is the truth. */
export class ProgressSync implements vscode.Disposable {
  private readonly progress: Progress;
  private readonly memory: vscode.ExtensionContext['globalState'];
  private readonly listening: vscode.Disposable[];

  constructor(progress: Progress, memory: vscode.ExtensionContext['globalState']) {
    this.progress = progress;
    this.memory = memory;
    memory.setKeysForSync([KEY]);
    this.listening = [
      progress.onDidSetAside((path) => {
        const words = vscode.l10n.t('Your progress could not be read. It was kept as {0}, and a new one begun.', path);
        void vscode.window.showWarningMessage(words);
      }),
      progress.onDidFail((why) => {
        void vscode.window.showErrorMessage(`${notSavedWords(why, progress.path)} ${keptWords()}`);
      }),
      progress.onDidFindNewer(() => {
        const words = vscode.l10n.t(
          'Please update Tensor Dojo: a newer version saved your progress, and it stays as it is. What you reach until then is not saved in {0}.',
          progress.path,
        );
        void vscode.window.showWarningMessage(words);
      }),
      progress.follow(),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void progress.refresh();
      }),
    ];
  }

  /** At activation: the file, joined with what another machine has reached. */
  async begin(): Promise<void> {
    this.listening.push(this.progress.onDidChange((book) => void this.carry(summarize(book))));
    await this.progress.merge(bookOfSummary(this.memory.get(KEY)));
  }

  private async carry(summary: ProgressSummary): Promise<void> {
    const known = this.memory.get(KEY);
    if (isOfNewerFormat(known) || JSON.stringify(summary) === JSON.stringify(known)) return;
    await this.memory.update(KEY, summary);
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
  }
}

function notSavedWords(why: NotSaved, path: string): string {
  switch (why) {
    case 'held':
      return vscode.l10n.t('Your progress could not be saved: another window has been holding {0} for too long.', path);
    case 'notAllowed':
      return vscode.l10n.t('Your progress could not be saved: {0} may not be written.', path);
    case 'full':
      return vscode.l10n.t('Your progress could not be saved: the disk with {0} is full.', path);
    case 'unknown':
      return vscode.l10n.t('Your progress could not be saved in {0}.', path);
    default:
      return why satisfies never;
  }
}

function keptWords(): string {
  return vscode.l10n.t('This window keeps it until it is closed, and tries again.');
}
