import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenCourse } from '../course/course';
import { openBuiltCourse } from '../node/courseFiles';
import { createLocalJudge } from '../node/localJudge';
import { exerciseFile, findWorkspace } from '../node/workspace';
import type { Exercise, Locale } from '../protocol/exercise';
import type { CheckRequest, JudgeService } from '../protocol/judge';
import type { TrainingPoint } from '../protocol/training';
import { exitCode } from '../words/outcome';
import { render } from '../words/render';
import { verdictText } from '../words/text';
import { judgeFolders } from './folders';
import { readLearnerFile, workspaceHere } from './learnerFile';
import { reportOf } from './report';
import type { Judged } from './report';
import type { Terminal } from './terminal';
import { UsageError } from './usage';

export interface CheckOptions {
  distDir: string;
  json: boolean;
  seed: number;
  engine: string;
  locale: Locale;
  terminal: Terminal;
  signal: AbortSignal;
}

/** A learner's file, and the workspace that it lies in. */
export interface Handin {
  file: string;
  text: string;
  root: string | undefined;
}

/** `tensor-dojo check <exercise>`: one file, one verdict. */
export async function check(options: CheckOptions & { exercise: string; file: string | undefined }): Promise<number> {
  const { distDir, terminal, locale } = options;
  const course = await openBuiltCourse(distDir);
  const exercise = findExercise(course, options.exercise);
  const handin = await findHandin(exercise, options.file);
  const judge = await createLocalJudge({ distDir, course, single: true, folders: judgeFolders() });
  try {
    const judged = await judgeFile(judge, course, exercise, handin, options);
    const { messages } = await course.lesson(exercise.id);
    if (options.json) terminal.json(reportOf(judged, locale, messages[locale], exercise));
    else terminal.line(verdictText(render(judged.verdict, locale, messages[locale], exercise, course.find), locale));
    return exitCode(judged.verdict);
  } finally {
    await judge.dispose();
  }
}

export function findExercise(course: OpenCourse, id: string): Exercise {
  const found = course.find(id);
  if (found) return found;
  const meant = course.exercises.find((exercise) => exercise.id.endsWith(`/${id}`))?.id;
  throw new UsageError(
    `there is no exercise "${id}"; ${meant ? `is it ${meant}?` : '`tensor-dojo list` names them all'}`,
  );
}

async function findHandin({ id }: Exercise, named: string | undefined): Promise<Handin> {
  if (named !== undefined) {
    const file = path.resolve(named);
    return { file, text: await readLearnerFile(file), root: await findWorkspace(path.dirname(file)) };
  }
  const root = await workspaceHere();
  if (root === undefined)
    throw new UsageError('this is no dojo workspace: name the file with --file, or `tensor-dojo workspace` makes one');
  const file = exerciseFile(root, id);
  return { file, text: await readLearnerFile(file, `; \`tensor-dojo open ${id}\` writes its starter`), root };
}

/**
 * Puts one learner's file before the judge, with those of their earlier files that it stands on; `passed` are those
 * that need not be judged again.
 */
export async function judgeFile(
  judge: JudgeService,
  course: OpenCourse,
  exercise: Exercise,
  { file, text, root }: Handin,
  { seed, engine, terminal, signal }: CheckOptions,
  passed: ReadonlySet<string> = new Set(),
): Promise<Judged> {
  const request: CheckRequest = {
    exercise: exercise.id,
    file: path.relative(root ?? path.dirname(file), file),
    text,
    seed,
    engine,
    uses: root === undefined ? [] : await earlierFiles(root, [...everythingUsed(course, exercise)], passed),
    mode: 'check',
  };
  const points: TrainingPoint[] = [];
  let totalSteps = 0;
  const verdict = await judge.check(
    request,
    (event) => {
      if (event.type === 'measuringEngine')
        terminal.progress(`measuring the engines, once on this machine: ${event.engine}`);
      if (event.type === 'trainingStarted') totalSteps = event.totalSteps;
      if (event.type !== 'trainingPoints') return;
      points.push(...event.points);
      const last = points.at(-1);
      if (last)
        terminal.progress(
          `${last.step}/${totalSteps}  loss ${last.trainLoss.toFixed(3)}  test ${last.testAccuracy.toFixed(3)}`,
        );
    },
    signal,
  );
  return { verdict, points };
}

async function earlierFiles(root: string, ids: string[], passed: ReadonlySet<string>): Promise<CheckRequest['uses']> {
  const texts = await Promise.all(ids.map((id) => readFile(exerciseFile(root, id), 'utf8').catch(() => undefined)));
  return ids.flatMap((exercise, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ exercise, text, passed: passed.has(exercise) }];
  });
}

/** What an exercise stands on, and what that stands on. */
function everythingUsed(course: OpenCourse, { uses }: Exercise): Set<string> {
  const direct = uses.flatMap((id) => course.find(id) ?? []);
  return new Set(direct.flatMap((used) => [...everythingUsed(course, used), used.id]));
}
