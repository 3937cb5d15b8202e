import * as vscode from 'vscode';
import type { DojoWorkspace } from './dojoWorkspace';

/** What exists only while a dojo workspace is open; elsewhere there is no trace of it. */
export class WhileOpen implements vscode.Disposable {
  private readonly build: (root: vscode.Uri) => vscode.Disposable[];
  private readonly listening: vscode.Disposable;
  private present: vscode.Disposable[] = [];

  constructor(workspace: DojoWorkspace, build: (root: vscode.Uri) => vscode.Disposable[]) {
    this.build = build;
    this.listening = workspace.onDidChange((root) => this.follow(root));
    this.follow(workspace.root);
  }

  dispose(): void {
    this.listening.dispose();
    this.clear();
  }

  private follow(root: vscode.Uri | undefined): void {
    this.clear();
    void vscode.commands.executeCommand('setContext', 'tensorDojo.workspace', root !== undefined);
    if (root) this.present = this.build(root);
  }

  private clear(): void {
    for (const one of this.present.splice(0)) one.dispose();
  }
}
