import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import { panelStrings } from '../runtime/words/catalogue';
import { panelHtml } from '../webviews/html';
import { parsePanelState } from '../webviews/parsers';
import { exact } from '../webviews/posted';
import type { PanelName } from '../webviews/protocol';
import type { Dojo } from './dojo';

/** What makes one panel different from another. */
export interface PanelContent<Out, In> {
  name: PanelName;
  title(exercise: Exercise): string;
  parse(message: unknown): In;
  snapshot(exercise: Exercise): Promise<Out>;
  received(message: Exclude<In, { type: 'ready' }>, exercise: Exercise): void;
}

/**
 * A webview panel about one exercise. It holds no truth: whenever its page is loaded it is sent a whole snapshot,
 * and small changes only while it is seen.
 */
export class Panel<Out, In extends { type: string }> implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly extensionUri: vscode.Uri;
  private readonly dojo: Dojo;
  private readonly content: PanelContent<Out, In>;
  private readonly viewType: string;
  private readonly listening: vscode.Disposable[];
  private panel: vscode.WebviewPanel | undefined;
  private about: Exercise | undefined;
  private ready = false;

  constructor(extensionUri: vscode.Uri, dojo: Dojo, content: PanelContent<Out, In>) {
    this.extensionUri = extensionUri;
    this.dojo = dojo;
    this.content = content;
    this.viewType = `tensorDojo.${content.name}`;
    this.listening = [
      vscode.window.registerWebviewPanelSerializer(this.viewType, this),
      dojo.language.onDidChange(() => this.load()),
    ];
  }

  /** The exercise shown, while the panel is open. */
  get exercise(): Exercise | undefined {
    return this.panel && this.about;
  }

  /** Shows the panel beside the editor, without taking the focus from it. */
  show(exercise: Exercise): void {
    if (this.panel) {
      this.turnTo(exercise);
      this.panel.reveal(undefined, true);
      return;
    }
    this.closeUnrestored();
    const { One, Two } = vscode.ViewColumn;
    const viewColumn = vscode.window.activeTextEditor?.viewColumn === Two ? One : Two;
    const place = { viewColumn, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(this.viewType, '', place, this.options()), exercise);
  }

  /** Whether the learner sees this exercise's panel now. */
  isSeen(exercise: Exercise): boolean {
    return this.panel?.visible === true && this.about === exercise;
  }

  /** Turns an open panel to another exercise, where it stands. */
  turnTo(exercise: Exercise): void {
    if (!this.panel || exercise === this.about) return;
    this.about = exercise;
    this.panel.title = this.content.title(exercise);
    void this.refresh();
  }

  /** Sends the whole view again. */
  async refresh(): Promise<void> {
    if (!this.about || !this.ready) return;
    const exercise = this.about;
    const snapshot = await this.content.snapshot(exercise);
    if (exercise === this.about) this.post(snapshot);
  }

  /** A hidden panel gets nothing: it is sent a snapshot when it is seen again. */
  post(message: Out): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview has no origin to name
    if (this.ready && this.panel?.visible) void this.panel.webview.postMessage(exact(message));
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    // A window that ended early may not have kept the state of a panel just opened.
    const exercise = exerciseOf(state, this.dojo) ?? this.dojo.course.find(this.dojo.current.lastId ?? '');
    if (!exercise || this.panel) {
      panel.dispose();
      return;
    }
    panel.webview.options = this.options();
    this.adopt(panel, exercise);
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
    this.panel?.dispose();
  }

  /** After a reload, a panel behind another tab comes back only when it is looked at: this one takes its place. */
  private closeUnrestored(): void {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(this.viewType),
    );
    void vscode.window.tabGroups.close(ours, true);
  }

  private adopt(panel: vscode.WebviewPanel, exercise: Exercise): void {
    this.panel = panel;
    this.about = exercise;
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(this.extensionUri, 'media', `panel-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.ready = false;
    });
    let visible = panel.visible;
    panel.onDidChangeViewState(() => {
      // A page that was ready before the window told that it is seen got nothing then.
      if (panel.visible && !visible) void this.refresh();
      visible = panel.visible;
      if (panel.active && this.about) this.dojo.current.set(this.about);
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    this.load();
  }

  private receive(message: unknown): void {
    const parsed = this.content.parse(message);
    if (parsed.type === 'ready') {
      this.ready = true;
      void this.refresh();
    } else if (this.about) this.content.received(parsed as Exclude<In, { type: 'ready' }>, this.about);
  }

  private load(): void {
    const { panel, about: exercise } = this;
    if (!panel || !exercise) return;
    this.ready = false;
    panel.title = this.content.title(exercise);
    const { name } = this.content;
    const { locale } = this.dojo.language;
    const uri = (...path: string[]): string =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', 'webviews', ...path)).toString();
    panel.webview.html = panelHtml({
      panel: name,
      nonce: randomBytes(16).toString('base64'),
      cspSource: panel.webview.cspSource,
      scriptUri: uri(`${name}.js`),
      styleUris: [...(name === 'task' ? [uri('katex', 'katex.min.css')] : []), uri(`${name}.css`)],
      lang: locale,
      title: panel.title,
      strings: panelStrings(name, locale),
      state: { exercise: exercise.id },
    });
  }

  private options(): vscode.WebviewOptions {
    return {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webviews')],
    };
  }
}

function exerciseOf(state: unknown, { course }: Dojo): Exercise | undefined {
  try {
    return course.find(parsePanelState(state).exercise);
  } catch {
    return undefined;
  }
}
