import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { until } from './until';
import { dojoWorkspace } from './workbench';
import type { Workbench } from './workbench';

const root = join(import.meta.dirname, '..', '..');

export const affineLayer = '05-backprop/affine-layer';
export const trainDigits = '05-backprop/train-digits';

export function solutionOf(exercise: string): string {
  return readFileSync(join(root, 'lessons', exercise, 'solution.ts'), 'utf8');
}

/** The solution with one place exchanged for what a learner might write there. */
export function mistaken(exercise: string, right: RegExp, wrong: string): string {
  const solution = solutionOf(exercise);
  if (!right.test(solution)) throw new Error(`The solution of ${exercise} has no ${right}`);
  return solution.replace(right, wrong);
}

/** The solution of a training exercise with a pause after each step, so that what happens meanwhile falls into the run. */
export const slowly = (exercise: string, ms: number): string =>
  mistaken(exercise, /report\?\.\(.*/, `$&\n    if (report) pause(${ms});`).concat(
    '\nfunction pause(ms: number): void {\n  const end = Date.now() + ms;\n  while (Date.now() < end);\n}\n',
  );

export const biasAveraged = (): string => mistaken(affineLayer, /np\.sum\(dout/, 'np.mean(dout');

/** A dojo workspace in which these exercises are solved already. */
export const withSolved =
  (...exercises: string[]) =>
  (folder: string): void => {
    dojoWorkspace(folder);
    for (const exercise of exercises) {
      const file = join(folder, `${exercise}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, solutionOf(exercise));
    }
  };

/** What the learner's file of an exercise holds on disk. */
export function textOf({ folder }: Workbench, exercise: string): string {
  return readFileSync(join(folder, `${exercise}.ts`), 'utf8');
}

/** Opens an exercise in the tree with the mouse, and answers with its task panel. */
export async function openExercise(workbench: Workbench, chapter: RegExp, title: RegExp): Promise<FrameLocator> {
  const [folder, exercise] = [workbench.row(/Lessons|课程/, chapter), workbench.row(/Lessons|课程/, title)];
  await folder.waitFor();
  await until('the chapter to unfold', async () => {
    if ((await folder.getAttribute('aria-expanded')) === 'true') return true;
    await folder.click();
    // A tree that is being redrawn may miss the click.
    return exercise.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
  await exercise.click();
  const task = await workbench.panel('.statement');
  await task.getByRole('heading', { level: 1, name: title }).waitFor();
  return task;
}

/** The training panel's run as the page describes itself: its id, state and number of points. */
export async function trainingRun(panel: FrameLocator): Promise<{ run: string; state: string; points: number }> {
  const {
    run = '',
    state = '',
    points,
  } = await panel
    .locator('#panel')
    .evaluate((element) => ({ ...(element as HTMLElement).dataset }) as Record<string, string>);
  return { run, state, points: Number(points) };
}

/** Waits until the run has come so far. */
export function untilTraining(
  panel: FrameLocator,
  state: string,
  points = 0,
): Promise<{ run: string; state: string; points: number }> {
  return until(
    `a training run that is ${state} and has ${points} points`,
    async () => {
      const found = await trainingRun(panel);
      return found.state === state && found.points >= points && found;
    },
    60_000,
  );
}

/** The rows of the training panel's table, in full precision, without the clock's column. */
export async function seriesIn(panel: FrameLocator): Promise<number[][]> {
  return panel
    .locator('.series tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children]
          .map((cell) => Number((cell as HTMLElement).dataset.value))
          .filter((_, column) => column !== 1),
      ),
    );
}
