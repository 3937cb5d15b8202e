import * as vscode from 'vscode';

/** Whether this folder may run code, and how to ask for it. What asked last goes on when trust is granted. */
export class Trust implements vscode.Disposable {
  private readonly granted = new vscode.EventEmitter<void>();
  private readonly listening = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    this.answer(true);
    this.granted.fire();
  });
  private waiting: ((granted: boolean) => void) | undefined;

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

  /** Opens the editor's page on trust, and resolves when trust is granted there or something else waits for it. */
  async manage(): Promise<boolean> {
    if (this.isTrusted) return true;
    const granted = new Promise<boolean>((resolve) => {
      this.answer(false);
      this.waiting = resolve;
    });
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
