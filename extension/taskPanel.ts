import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import { parseFromTask } from '../webviews/parsers';
import type { FromTask, TaskView, ToTask } from '../webviews/protocol';
import { blocked } from './dojo';
import type { Dojo } from './dojo';
import { Panel } from './panel';
import { checkView, progressView, taskView, verdictView } from './taskView';

/** The statement of the current exercise and, above it, the verdict. */
export class TaskPanel implements vscode.Disposable {
  private readonly dojo: Dojo;
  private readonly panel: Panel<ToTask, FromTask>;
  private readonly listening: vscode.Disposable[];
  /** What the panel was last told of its verdict. */
  private stale = false;

  constructor(extensionUri: vscode.Uri, dojo: Dojo) {
    this.dojo = dojo;
    this.panel = new Panel(extensionUri, dojo, {
      name: 'task',
      title: (exercise) => vscode.l10n.t('Task: {0}', exercise.title[dojo.language.locale]),
      parse: parseFromTask,
      snapshot: async (exercise) => ({ type: 'snapshot', view: this.told(await taskView(exercise, dojo)) }),
      received: (message, exercise) => void obey(message, exercise),
    });
    const update = (fields: (exercise: Exercise) => Promise<Partial<TaskView>>) => (): void => void this.update(fields);
    const check = async (exercise: Exercise) => ({ check: checkView(exercise, dojo) });
    const verdict = async (exercise: Exercise) => ({ verdict: await verdictView(exercise, dojo) });
    const block = update(async () => ({ blocked: blocked(dojo) }));
    this.listening = [
      this.panel,
      dojo.current.onDidChange((exercise) => exercise && this.panel.turnTo(exercise)),
      dojo.progress.onDidChange(update((exercise) => progressView(exercise, dojo))),
      dojo.checks.onDidStart(update(check)),
      dojo.checks.onDidProgress(({ event }) => {
        if (event.type === 'planned' || event.type === 'caseStarted' || event.type === 'caseFinished')
          void this.update(check);
      }),
      // A run for its prints, or for the debugger, leaves the verdict as it was.
      dojo.checks.onDidFinish(({ check: { request } }) => {
        if (request.mode !== 'check') void this.update(check);
        else void this.update(async (exercise) => ({ ...(await check(exercise)), ...(await verdict(exercise)) }));
      }),
      dojo.workspace.onDidChange(block),
      dojo.trust.onDidGrant(block),
      vscode.workspace.onDidChangeTextDocument(({ document }) => void this.followText(document)),
    ];
  }

  show(exercise: Exercise): void {
    this.panel.show(exercise);
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
  }

  private async update(fields: (exercise: Exercise) => Promise<Partial<TaskView>>): Promise<void> {
    const { exercise } = this.panel;
    if (!exercise) return;
    const view = await fields(exercise);
    if (exercise === this.panel.exercise) this.panel.post({ type: 'changed', view: this.told(view) });
  }

  private told<T extends Partial<TaskView>>(view: T): T {
    if ('verdict' in view) this.stale = view.verdict?.stale ?? false;
    return view;
  }

  /** Says so once when the text leaves what was judged, or comes back to it. */
  private async followText(document: vscode.TextDocument): Promise<void> {
    const { exercise } = this.panel;
    if (!exercise || this.dojo.workspace.exerciseOf(document.uri) !== exercise) return;
    const verdict = await this.dojo.verdicts.newest(exercise);
    const stale = verdict !== undefined && this.dojo.verdicts.isStale(exercise, verdict);
    if (stale !== this.stale) await this.update(async () => ({ verdict: await verdictView(exercise, this.dojo) }));
  }
}

/** Each thing that the panel offers is a command. */
function obey(message: Exclude<FromTask, { type: 'ready' }>, { id }: Exercise): Thenable<unknown> {
  const run = (command: string, ...rest: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`tensorDojo.${command}`, ...rest);
  switch (message.type) {
    case 'run':
      return run('runAndCheck', id);
    case 'runCase':
      return run('runAndCheck', id, message.case);
    case 'cancel':
      return run('cancel');
    case 'hint':
      return run('showHint', id);
    case 'compare':
      return run('compareWithSolution', id);
    case 'next':
      return run('next', id);
    case 'goTo':
      return run('goTo', message.place);
    case 'openCode':
      return run('openExercise', id);
    case 'openExercise':
      return run('openExercise', message.exercise);
    case 'showPanel':
      return run(message.panel === 'gradient' ? 'showGradientCheck' : 'showTraining', id);
    case 'showOutput':
      return run('showOutput', id);
    case 'manageTrust':
      return run('manageTrust');
    case 'createWorkspace':
      return run('createWorkspace', id);
    default:
      return message satisfies never;
  }
}
