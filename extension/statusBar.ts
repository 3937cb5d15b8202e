import * as vscode from 'vscode';
import type { FoundNode } from '../runtime/node/findNode';
import type { PassedOver } from '../runtime/protocol/engine';
import type { Exercise } from '../runtime/protocol/exercise';
import type { EngineSurvey } from '../runtime/protocol/pricing';
import type { Verdict } from '../runtime/protocol/verdict';
import { predictionsText, reasonText } from '../runtime/words/engineWords';
import { chosenEngine } from './checks';
import type { Dojo } from './dojo';
import type { JudgeProcess } from './judgeProcess';
import { stateIcon, stateWord } from './stateWords';

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
    const exercise = checks.current?.exercise ?? current.exercise;
    if (!exercise) return this.invite();
    const title = exercise.title[language.locale];
    const state = progress.state(exercise);
    const running = checks.current !== undefined;
    const word = running ? vscode.l10n.t('checking…') : stateWord(state);
    const verdict = await verdicts.get(exercise);
    const latest = this.dojo.trainingRuns.latest(exercise.id);
    const ran = latest?.state === 'running' ? latest.on : verdict;
    const predictions = ran?.predictions ?? [];
    const inUse = predictions.length > 0 ? predictionsText(predictions.slice(0, 1), language.locale) : ran?.engine;
    const icon = running ? 'loading~spin' : stateIcon[state].id;
    this.item.text = [`$(${icon}) ${title}: ${word}`, ...(inUse ? [inUse] : [])].join(' · ');
    this.item.tooltip = [
      `${title}: ${word}`,
      ...(ran ? [vscode.l10n.t('Engine: {0}', [...new Set([ran.engine, ran.device])].filter(Boolean).join(', '))] : []),
      ...(ran && predictions.length === 0 && chosenEngine() === 'auto' ? [onProcessor(engines.survey)] : []),
      ...(predictions.length > 0
        ? [vscode.l10n.t('Predicted: {0}', predictionsText(predictions, language.locale))]
        : []),
      ...passedOver(verdict, engines.survey).map((one) => reasonText(one, language.locale)),
      nodeWords(this.judge.node),
    ].join('\n');
    this.item.command = showTask(exercise);
  }

  private invite(): void {
    this.item.text = '$(mortar-board) Tensor Dojo';
    this.item.tooltip = vscode.l10n.t('Open an exercise');
    this.item.command = 'tensorDojo.openExercise';
  }
}

function onProcessor(survey: EngineSurvey | undefined): string {
  const some = survey?.measured.map(({ engine }) => engine) ?? [];
  if (some.length === 0)
    return vscode.l10n.t(
      'Cases are asked on the processor; training takes the engine that is the fastest for its net.',
    );
  return vscode.l10n.t(
    'Cases are asked on the processor; training takes the engine that is the fastest for its net: {0}',
    some.join(', '),
  );
}

/** Of engines, the last verdict may be old: where this machine was looked at since, that counts. */
function passedOver(verdict: Verdict | undefined, survey: EngineSurvey | undefined): PassedOver[] {
  const before = verdict?.passedOver ?? [];
  return survey ? [...before.filter(({ why }) => why === 'lost'), ...survey.absent] : before;
}

function showTask({ id }: Exercise): vscode.Command {
  return { command: 'tensorDojo.showTask', title: vscode.l10n.t('Show Task'), arguments: [id] };
}

/** What checks run on, and why that. */
function nodeWords(found: FoundNode | undefined): string {
  if (!found) return vscode.l10n.t('Nothing runs until the first check.');
  switch (found.chosen) {
    case 'setting':
      return vscode.l10n.t('Node.js {0}, as the setting tensorDojo.nodePath says', found.version);
    case 'host':
      return vscode.l10n.t('Node.js {0}, the one that the editor runs on', found.version);
    case 'path':
      return vscode.l10n.t('Node.js {0}, found on PATH', found.version);
    case 'electron':
      return vscode.l10n.t('Node.js {0} inside the editor, as no other was found', found.version);
    default:
      return found.chosen satisfies never;
  }
}
