import * as vscode from 'vscode';
import type { Locale } from '../runtime/protocol/exercise';

/** The language of lessons, verdicts and panels; the editor's own chrome follows the editor. */
export class Language implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Locale>();
  private readonly watching: vscode.Disposable;
  private now = read();

  readonly onDidChange = this.changed.event;

  constructor() {
    this.watching = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('tensorDojo.language')) return;
      const before = this.now;
      this.now = read();
      if (this.now !== before) this.changed.fire(this.now);
    });
  }

  get locale(): Locale {
    return this.now;
  }

  dispose(): void {
    this.watching.dispose();
    this.changed.dispose();
  }
}

function read(): Locale {
  const chosen = vscode.workspace.getConfiguration('tensorDojo').get<string>('language');
  if (chosen === 'en' || chosen === 'zh-cn') return chosen;
  return vscode.env.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}
