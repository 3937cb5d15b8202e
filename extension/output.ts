import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { Checks } from './checks';
import type { Language } from './language';

/** What the learner's code prints: a channel for each run, of which the last of each exercise is kept. */
export class Output implements vscode.Disposable {
  private readonly language: Language;
  private readonly channels = new Map<string, vscode.OutputChannel>();
  private readonly listening: vscode.Disposable[];

  constructor(checks: Checks, language: Language) {
    this.language = language;
    this.listening = [
      checks.onDidStart(({ exercise, request }) => {
        this.close(exercise);
        if (request.mode === 'run') this.channel(exercise).show(true);
      }),
      checks.onDidProgress(({ check, event }) => {
        if (event.type === 'prints') this.channel(check.exercise).append(event.text);
      }),
    ];
  }

  show(exercise: Exercise): void {
    this.channel(exercise).show(true);
  }

  /** A line of ours among the learner's. */
  remark(exercise: Exercise, text: string): void {
    this.channel(exercise).appendLine(text);
  }

  dispose(): void {
    for (const one of [...this.listening, ...this.channels.values()]) one.dispose();
  }

  private channel(exercise: Exercise): vscode.OutputChannel {
    const title = `Tensor Dojo: ${exercise.title[this.language.locale]}`;
    const channel = this.channels.get(exercise.id) ?? vscode.window.createOutputChannel(title);
    this.channels.set(exercise.id, channel);
    return channel;
  }

  private close(exercise: Exercise): void {
    this.channels.get(exercise.id)?.dispose();
    this.channels.delete(exercise.id);
  }
}
