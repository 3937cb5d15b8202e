import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { TrainingPoint, TrainingRun } from '../runtime/protocol/training';
import { predictionsText } from '../runtime/words/engineWords';
import { render } from '../runtime/words/render';
import { parseFromTraining } from '../webviews/parsers';
import type { FromTraining, ToTraining, TrainingView } from '../webviews/protocol';
import { blocked } from './dojo';
import type { Dojo } from './dojo';
import { Panel } from './panel';
import type { TrainingChange } from './trainingRuns';

const POST_EVERY_MS = 100;

/** Loss and accuracy of an exercise's newest training run, live. */
export class TrainingPanel implements vscode.Disposable {
  private readonly dojo: Dojo;
  private readonly panel: Panel<ToTraining, FromTraining>;
  private readonly listening: vscode.Disposable[];
  private unsent: TrainingPoint[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(extensionUri: vscode.Uri, dojo: Dojo) {
    this.dojo = dojo;
    this.panel = new Panel(extensionUri, dojo, {
      name: 'training',
      title: (exercise) => vscode.l10n.t('Training: {0}', exercise.title[dojo.language.locale]),
      parse: parseFromTraining,
      snapshot: (exercise) => this.snapshot(exercise),
      received: ({ type }, { id }) => void obey(type, id),
    });
    const refresh = (): void => void this.panel.refresh();
    this.listening = [
      this.panel,
      dojo.current.onDidChange((exercise) => exercise?.kind === 'train' && this.panel.turnTo(exercise)),
      dojo.trainingRuns.onDidChange((change) => this.follow(change)),
      dojo.workspace.onDidChange(refresh),
      dojo.trust.onDidGrant(refresh),
    ];
  }

  show(exercise: Exercise): void {
    this.panel.show(exercise);
  }

  isSeen(exercise: Exercise): boolean {
    return this.panel.isSeen(exercise);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.listening) one.dispose();
  }

  private follow(change: TrainingChange): void {
    const { run } = change;
    const exercise = this.dojo.course.find(run.exercise);
    if (change.type === 'began' && exercise) {
      this.panel.show(exercise);
      void this.panel.refresh();
    }
    if (this.panel.exercise !== exercise) return;
    if (change.type === 'engine') void this.panel.refresh();
    if (change.type === 'points') {
      this.unsent.push(...change.points);
      this.timer ??= setTimeout(() => this.send(run), POST_EVERY_MS);
    }
    if (change.type === 'ended') {
      this.send(run);
      void this.end(run, exercise);
    }
  }

  private send(run: TrainingRun): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.unsent.length > 0) this.panel.post({ type: 'points', run: run.id, points: this.unsent });
    this.unsent = [];
  }

  private async end(run: TrainingRun, exercise: Exercise | undefined): Promise<void> {
    const result = exercise ? await resultOf(exercise, run, this.dojo) : null;
    this.panel.post({ type: 'ended', run: run.id, state: run.state, result });
  }

  private async snapshot(exercise: Exercise): Promise<ToTraining> {
    const { locale } = this.dojo.language;
    const run = this.dojo.trainingRuns.latest(exercise.id);
    const result = run && run.state !== 'running' ? await resultOf(exercise, run, this.dojo) : null;
    // The run holds them already.
    this.unsent = [];
    const view: TrainingView = {
      exercise: { id: exercise.id, title: exercise.title[locale] },
      run: run ?? null,
      standIns: (run?.standIns ?? []).map((id) => this.dojo.course.find(id)?.title[locale] ?? id),
      predicted: run?.on?.predictions.length ? predictionsText(run.on.predictions, locale) : null,
      target: run?.target ?? null,
      result,
      blocked: blocked(this.dojo),
    };
    return { type: 'snapshot', view };
  }
}

/** The headline of the verdict, where it is about this run. */
async function resultOf(
  exercise: Exercise,
  run: TrainingRun,
  { verdicts, course, language }: Dojo,
): Promise<TrainingView['result']> {
  const verdict = await verdicts.newest(exercise);
  if (verdict?.seed !== run.seed) return null;
  const lesson = await course.lesson(exercise.id);
  const { headline } = render(verdict, language.locale, lesson.messages[language.locale], exercise);
  return { pass: verdict.outcome === 'pass', text: headline };
}

function obey(type: Exclude<FromTraining['type'], 'ready'>, id: string): Thenable<unknown> {
  switch (type) {
    case 'cancel':
      return vscode.commands.executeCommand('tensorDojo.cancel');
    case 'runAgain':
      return vscode.commands.executeCommand('tensorDojo.runAndCheck', id);
    case 'openTask':
      return vscode.commands.executeCommand('tensorDojo.showTask', id);
    default:
      return type satisfies never;
  }
}
