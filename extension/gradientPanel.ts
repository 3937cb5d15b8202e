import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { GradientVerdict, Verdict } from '../runtime/protocol/verdict';
import { caseName } from '../runtime/words/render';
import { parseFromGradient } from '../webviews/parsers';
import type { FromGradient, GradientView, ToGradient } from '../webviews/protocol';
import { blocked } from './dojo';
import type { Dojo } from './dojo';
import { Panel } from './panel';

/** The last gradient check of the current exercise, entry by entry. */
export class GradientPanel implements vscode.Disposable {
  private readonly panel: Panel<ToGradient, FromGradient>;
  private readonly listening: vscode.Disposable[];

  constructor(extensionUri: vscode.Uri, dojo: Dojo) {
    this.panel = new Panel(extensionUri, dojo, {
      name: 'gradient',
      title: (exercise) => vscode.l10n.t('Gradients: {0}', exercise.title[dojo.language.locale]),
      parse: parseFromGradient,
      snapshot: async (exercise) => ({ type: 'snapshot', view: await gradientView(exercise, dojo) }),
      received: ({ type }, { id }) => {
        const command = type === 'run' ? 'tensorDojo.runAndCheck' : 'tensorDojo.showTask';
        void vscode.commands.executeCommand(command, id);
      },
    });
    const refresh = (): void => void this.panel.refresh();
    this.listening = [
      this.panel,
      dojo.current.onDidChange((exercise) => exercise?.kind === 'gradient' && this.panel.turnTo(exercise)),
      dojo.checks.onDidStart(({ exercise }) => {
        if (exercise === this.panel.exercise) this.panel.post({ type: 'changed', view: { running: true } });
      }),
      dojo.checks.onDidFinish(refresh),
      dojo.workspace.onDidChange(refresh),
      dojo.trust.onDidGrant(refresh),
      vscode.workspace.onDidChangeTextDocument(({ document }) => void this.followText(document, dojo)),
    ];
  }

  show(exercise: Exercise): void {
    this.panel.show(exercise);
  }

  isSeen(exercise: Exercise): boolean {
    return this.panel.isSeen(exercise);
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
  }

  private async followText(document: vscode.TextDocument, dojo: Dojo): Promise<void> {
    const { exercise } = this.panel;
    if (!exercise || dojo.workspace.exerciseOf(document.uri) !== exercise) return;
    const verdict = await dojo.verdicts.get(exercise);
    if (verdict) this.panel.post({ type: 'changed', view: { stale: dojo.verdicts.isStale(exercise, verdict) } });
  }
}

async function gradientView(exercise: Exercise, dojo: Dojo): Promise<GradientView> {
  const { locale } = dojo.language;
  const verdict = await dojo.verdicts.get(exercise);
  const { messages } = await dojo.course.lesson(exercise.id);
  return {
    exercise: { id: exercise.id, title: exercise.title[locale] },
    seed: verdict && !holdsOtherCases(verdict) ? verdict.seed : null,
    gradients: failingFirst(verdict?.gradients ?? []).map((gradient) => ({
      ...gradient,
      case: caseName(gradient.case, messages[locale]),
    })),
    stale: verdict !== undefined && dojo.verdicts.isStale(exercise, verdict),
    running: dojo.checks.current?.exercise === exercise,
    blocked: blocked(dojo),
  };
}

/** After a check of some cases, the others are from a check before it, with a seed of its own. */
function holdsOtherCases({ only, gradients }: Verdict): boolean {
  return only !== undefined && gradients.some((gradient) => !only.includes(gradient.case));
}

/** What is off comes before what agrees: first among the cases, then within each. */
function failingFirst(gradients: readonly GradientVerdict[]): GradientVerdict[] {
  const off = new Set(gradients.filter(({ pass }) => !pass).map((gradient) => gradient.case));
  const cases = [...new Set(gradients.map((gradient) => gradient.case))];
  const ofCase = (name: string): GradientVerdict[] =>
    gradients.filter((gradient) => gradient.case === name).toSorted((a, b) => Number(a.pass) - Number(b.pass));
  return cases.toSorted((a, b) => Number(off.has(b)) - Number(off.has(a))).flatMap(ofCase);
}
