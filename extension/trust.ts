import * as vscode from 'vscode';

/** Whether this folder may run code, and how to ask for it. What asked last goes on when trust is granted. */
export class Trust implements vscode.Disposable {
  private readonly granted = new vscode.EventEmitter<void>();
  private readonly listening = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    if (this.waiting) void closePage(this.openBefore);
    this.answer(true);
    this.granted.fire();
  });
  private waiting: ((granted: boolean) => void) | undefined;
  private openBefore: ReadonlySet<string> = new Set();

  readonly onDidGrant = this.granted.event;

  get isTrusted(): boolean {
    return vscode.workspace.isTrusted;
  }

  /** Resolves true once code may run; asks where it may not, and false is the answer "not now". */
  async ensure(): Promise<boolean> {
    if (this.isTrusted) return true;
    const manage = vscode.l10n.t('Manage Trust');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('This folder is in Restricted Mode: you can read lessons, but nothing runs until you trust it.'),
      manage,
    );
    return this.isTrusted || (chosen === manage && this.manage());
  }

  /**
   * Opens the editor's page on trust, and resolves when trust is granted there or something else waits for it. Granted, the
   * page is closed again, and the learner is back where they were; who leaves it without closes it themselves.
   */
  async manage(): Promise<boolean> {
    if (this.isTrusted) return true;
    const granted = new Promise<boolean>((resolve) => {
      this.answer(false);
      this.waiting = resolve;
    });
    this.openBefore = new Set(pages().map(({ label }) => label));
    await vscode.commands.executeCommand('workbench.trust.manage');
    return granted;
  }

  dispose(): void {
    this.answer(false);
    this.listening.dispose();
    this.granted.dispose();
  }

  private answer(granted: boolean): void {
    this.waiting?.(granted);
    this.waiting = undefined;
  }
}

/** Tabs of the editor's own pages: it has no name for their kind. */
function pages(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input === undefined);
}

/** Closes the one page that was opened since; where that is not clear, none. */
async function closePage(openBefore: ReadonlySet<string>): Promise<void> {
  const [page, ...more] = pages().filter(({ label }) => !openBefore.has(label));
  if (page && more.length === 0) await vscode.window.tabGroups.close(page);
}
