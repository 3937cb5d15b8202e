import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { SourcePlace } from '../runtime/protocol/script';
import type { Verdict } from '../runtime/protocol/verdict';
import type { CheckOptions } from './checks';
import { upNext } from './courseOrder';
import { debugCheck } from './debugCheck';
import type { Dojo } from './dojo';
import type { ExerciseOpener } from './exerciseOpener';
import type { GradientPanel } from './gradientPanel';
import { showHint } from './hints';
import type { CudaEngine } from './installCudaEngine';
import { pickLesson } from './lessonPicker';
import type { Output } from './output';
import type { Reset } from './reset';
import { compareWithSolution } from './solutionDocument';
import type { TaskPanel } from './taskPanel';
import type { TrainingPanel } from './trainingPanel';
import type { WorkspaceSetup } from './workspaceSetup';

/** What commands act on. */
export interface Parts {
  dojo: Dojo;
  opener: ExerciseOpener;
  setup: WorkspaceSetup;
  taskPanel: TaskPanel;
  trainingPanel: TrainingPanel;
  gradientPanel: GradientPanel;
  output: Output;
  reset: Reset;
  cudaEngine: CudaEngine;
}

/** Every command, by the name that package.json gives it. */
export function registerCommands(parts: Parts): vscode.Disposable[] {
  const { dojo, opener, setup, taskPanel, trainingPanel, gradientPanel, output, reset, cudaEngine } = parts;
  const { course, checks, progress, current } = dojo;
  const open = (exercise: Exercise | undefined): Promise<void> => (exercise ? opener.open(exercise) : finished());

  /** For commands about an exercise: the one that the argument names, else the current one, else one to be picked. */
  const on =
    (action: (exercise: Exercise, argument?: unknown) => unknown) => async (target?: unknown, argument?: unknown) => {
      const meant = exerciseOf(target, dojo) ?? current.exercise ?? (await pickLesson(course, progress, dojo.language));
      return meant && action(meant, argument);
    };
  /** One case by its name, where there is one. */
  const named = (argument: unknown) => (typeof argument === 'string' ? { only: [argument] } : {});

  const table: Record<string, (...given: unknown[]) => unknown> = {
    runAndCheck: on((exercise, argument) => runAndCheck(exercise, named(argument), parts)),
    cancel: () => checks.cancel(),
    debugCheck: on((exercise, argument) => debugCheck(exercise, dojo, named(argument))),
    runFile: on((exercise) => checks.run(exercise, { mode: 'run' })),
    showHint: on(async (exercise) => {
      taskPanel.show(exercise);
      await showHint(exercise, dojo);
    }),
    compareWithSolution: on((exercise) => compareWithSolution(exercise, dojo)),
    resetExercise: on((exercise) => reset.exercise(exercise)),
    resetAll: () => reset.all(),
    next: (target) =>
      open(upNext(course.exercises, progress.state, exerciseOf(target, dojo)?.id ?? current.exercise?.id)),
    reopenLast: () => open(course.find(current.lastId ?? '') ?? progress.upNext(course.exercises)),
    openExercise: async (target) => {
      const exercise = exerciseOf(target, dojo) ?? (await pickLesson(course, progress, dojo.language));
      if (exercise) await opener.open(exercise);
    },
    createWorkspace: async (target) => {
      const meant = exerciseOf(target, dojo) ?? progress.upNext(course.exercises) ?? course.exercises[0];
      if (meant) await setup.create(meant.id);
    },
    showTask: on((exercise) => taskPanel.show(exercise)),
    showTraining: on((exercise) => trainingPanel.show(exercise)),
    showGradientCheck: on((exercise) => gradientPanel.show(exercise)),
    showOutput: on((exercise) => output.show(exercise)),
    manageTrust: () => dojo.trust.manage(),
    installCudaEngine: () => cudaEngine.install(),
    removeCudaEngine: () => cudaEngine.remove(),
    measureEngines: () => dojo.engines.measureAgain(),
    goTo: (place) => opener.goTo(place as SourcePlace),
  };
  return Object.entries(table).map(([name, action]) =>
    vscode.commands.registerCommand(`tensorDojo.${name}`, (...given: unknown[]) => saidIfFailed(action, given)),
  );
}

/** Brings the verdict before the learner too: in the task panel, unless they watch another panel of this exercise. */
async function runAndCheck(exercise: Exercise, options: CheckOptions, parts: Parts): Promise<Verdict | undefined> {
  const { dojo, opener, taskPanel, trainingPanel, gradientPanel } = parts;
  if (!dojo.workspace.root || !dojo.files.shown(exercise)) await opener.open(exercise);
  if (!dojo.workspace.root) return undefined;
  if (!trainingPanel.isSeen(exercise) && !gradientPanel.isSeen(exercise)) taskPanel.show(exercise);
  const verdict = await dojo.checks.run(exercise, options);
  const cancelled = verdict?.error?.reason === 'cancelled';
  // It did not come to training: why is in the task panel.
  if (exercise.kind === 'train' && verdict && !verdict.metrics && !cancelled) taskPanel.show(exercise);
  return verdict;
}

/** An id, a file, or a row of the tree. */
function exerciseOf(target: unknown, { course, workspace }: Dojo): Exercise | undefined {
  if (typeof target === 'string') return course.find(target);
  if (target instanceof vscode.Uri) return workspace.exerciseOf(target);
  if (typeof target !== 'object' || target === null || !('exercise' in target)) return undefined;
  return course.exercises.find((exercise) => exercise === target.exercise);
}

async function finished(): Promise<void> {
  void vscode.window.showInformationMessage(vscode.l10n.t('Every exercise is passed. Well done!'));
}

async function saidIfFailed(action: (...given: unknown[]) => unknown, given: unknown[]): Promise<unknown> {
  try {
    return await action(...given);
  } catch (error) {
    void vscode.window.showErrorMessage(`Tensor Dojo: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
