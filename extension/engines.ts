import * as vscode from 'vscode';
import type { CheckEvent, JudgeService } from '../runtime/protocol/judge';
import type { EngineSurvey } from '../runtime/protocol/pricing';
import { figuresText, passedOverText } from '../runtime/words/engineWords';
import { chosenEngine } from './checks';
import type { Checks } from './checks';
import type { Language } from './language';
import type { Trust } from './trust';

/** So long after a check nobody waits for the next one. */
const restMs = 2000;

/** What this machine has to train on: found out once, while nothing is checked, and again by command. Checks come first. */
export class Engines implements vscode.Disposable {
  private readonly judge: JudgeService;
  private readonly checks: Checks;
  private readonly trust: Trust;
  private readonly language: Language;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable[];
  private known: EngineSurvey | undefined;
  private soon: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;
  private channel: vscode.OutputChannel | undefined;

  readonly onDidChange = this.changed.event;

  constructor(judge: JudgeService, checks: Checks, trust: Trust, language: Language) {
    this.judge = judge;
    this.checks = checks;
    this.trust = trust;
    this.language = language;
    this.listening = [checks.onDidStart(() => this.stop()), checks.onDidFinish(() => this.lookSoon())];
  }

  get survey(): EngineSurvey | undefined {
    return this.known;
  }

  /** One has come or gone. */
  forget(): void {
    this.known = undefined;
    this.changed.fire();
    if (!this.checks.current) this.lookSoon();
  }

  /** What was measured while something else ran is measured in peace. */
  async measureAgain(): Promise<EngineSurvey | undefined> {
    if (this.checks.current) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'A check is running. Measure the engines when it has ended: they need the machine for themselves.',
        ),
      );
      return undefined;
    }
    if (!(await this.trust.ensure())) return undefined;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Measuring the engines'),
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => this.stop());
      const found = await this.look(true, (event) => {
        if (event.type === 'measuringEngine') progress.report({ message: event.engine });
      });
      if (found) void this.show(found);
      else if (!token.isCancellationRequested)
        void vscode.window.showWarningMessage(
          vscode.l10n.t('The engines were not measured: something came between. Try again when no check is running.'),
        );
      return found;
    });
  }

  dispose(): void {
    this.stop();
    for (const one of this.listening) one.dispose();
    this.changed.dispose();
    this.channel?.dispose();
  }

  private lookSoon(): void {
    clearTimeout(this.soon);
    if (this.known || chosenEngine() !== 'auto' || !this.trust.isTrusted) return;
    this.soon = setTimeout(() => void this.look(false, () => {}), restMs);
  }

  private async look(again: boolean, onEvent: (event: CheckEvent) => void): Promise<EngineSurvey | undefined> {
    this.stop();
    const running = (this.running = new AbortController());
    const found = await this.judge.survey(again, onEvent, running.signal);
    if (!found) return undefined;
    this.known = found;
    this.changed.fire();
    return found;
  }

  private stop(): void {
    clearTimeout(this.soon);
    this.running?.abort();
  }

  private async show({ measured, absent }: EngineSurvey): Promise<void> {
    const { locale } = this.language;
    const channel = (this.channel ??= vscode.window.createOutputChannel(vscode.l10n.t('Tensor Dojo: Engines')));
    channel.clear();
    for (const one of measured) channel.appendLine(`${one.engine} (${one.device}): ${figuresText(one, locale)}`);
    for (const one of absent) channel.appendLine(`${one.engine}: ${passedOverText(one, locale)}`);
    const figures = vscode.l10n.t('Show Figures');
    const said = vscode.l10n.t('Measured: {0}', measured.map(({ engine }) => engine).join(', '));
    if ((await vscode.window.showInformationMessage(said, figures)) === figures) channel.show(true);
  }
}
