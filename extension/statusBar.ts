import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import { predictionsText } from '../runtime/words/engineWords';
import type { Dojo } from './dojo';
import type { JudgeProcess } from './judgeProcess';
import { stateIcon, stateWord } from './stateWords';
import { statusTooltip } from './statusTooltip';

/** The current exercise, its state, and the engine that runs it. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('tensorDojo.status', vscode.StatusBarAlignment.Left, 50);
  private readonly dojo: Dojo;
  private readonly judge: JudgeProcess;
  private readonly listening: vscode.Disposable[];

  constructor(dojo: Dojo, judge: JudgeProcess) {
    this.dojo = dojo;
    this.judge = judge;
    this.item.name = 'Tensor Dojo';
    const draw = (): void => void this.draw();
    const { current, checks, engines, progress, language, trainingRuns } = dojo;
    const events = [
      current.onDidChange,
      checks.onDidStart,
      checks.onDidFinish,
      progress.onDidChange,
      engines.onDidChange,
      language.onDidChange,
    ];
    this.listening = [
      ...events.map((event: vscode.Event<unknown>) => event(draw)),
      trainingRuns.onDidChange(({ type }) => (type === 'began' || type === 'engine') && draw()),
    ];
    draw();
    this.item.show();
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
    this.item.dispose();
  }

  private async draw(): Promise<void> {
    const { checks, current, engines, language, progress, verdicts } = this.dojo;
    const shown = () => checks.current?.exercise ?? current.exercise;
    const exercise = shown();
    if (!exercise) return this.invite();
    const verdict = await verdicts.get(exercise);
    // Another one is drawn since.
    if (shown() !== exercise) return;
    const title = exercise.title[language.locale];
    const state = progress.state(exercise);
    const running = checks.current !== undefined;
    const word = running ? vscode.l10n.t('checking…') : stateWord(state);
    const latest = this.dojo.trainingRuns.latest(exercise.id);
    const ran = latest?.state === 'running' ? latest.on : verdict;
    const predictions = ran?.predictions ?? [];
    const inUse = predictions.length > 0 ? predictionsText(predictions.slice(0, 1), language.locale) : ran?.engine;
    const icon = running ? 'loading~spin' : stateIcon[state].id;
    this.item.text = [`$(${icon}) ${title}: ${word}`, ...(inUse ? [inUse] : [])].join(' · ');
    this.item.tooltip = statusTooltip({
      headline: `${title}: ${word}`,
      on: ran,
      verdict,
      survey: engines.survey,
      node: this.judge.node,
      locale: language.locale,
    });
    this.item.command = showTask(exercise);
  }

  private invite(): void {
    this.item.text = '$(mortar-board) Tensor Dojo';
    this.item.tooltip = vscode.l10n.t('Open an exercise');
    this.item.command = 'tensorDojo.openExercise';
  }
}

function showTask({ id }: Exercise): vscode.Command {
  return { command: 'tensorDojo.showTask', title: vscode.l10n.t('Show Task'), arguments: [id] };
}
