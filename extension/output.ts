import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { Verdict } from '../runtime/protocol/verdict';
import { render } from '../runtime/words/render';
import type { Check, Checks } from './checks';
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
        if (request.mode === 'run') this.show(exercise);
      }),
      checks.onDidProgress(({ check, event }) => {
        if (event.type === 'prints') this.channel(check.exercise).append(event.text);
      }),
      checks.onDidFinish(({ check, verdict }) => this.conclude(check, verdict)),
    ];
  }

  show(exercise: Exercise): void {
    this.channel(exercise).show(true);
  }

  dispose(): void {
    for (const one of [...this.listening, ...this.channels.values()]) one.dispose();
  }

  /** What was cut; and of a run for its prints, which no verdict follows, how it failed or that it was silent. */
  private conclude({ exercise, lesson, request }: Check, verdict: Verdict): void {
    const { locale } = this.language;
    const { prints, failure, headline } = render(verdict, locale, lesson.messages[locale], exercise);
    if (prints?.cut) this.channel(exercise).appendLine(`\n${prints.cut}`);
    if (request.mode !== 'run') return;
    if (verdict.outcome === 'error' || failure) {
      const place = failure?.placeText ? `${failure.placeText}: ` : '';
      this.channel(exercise).appendLine(`${place}${failure?.summary ?? headline}`);
    } else if (verdict.prints === '') this.channel(exercise).appendLine(vscode.l10n.t('Your file printed nothing.'));
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
