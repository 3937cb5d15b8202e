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

/** `tensor-dojo check <exercise>`: one file, one verdict. */
export async function check(options: CheckOptions & { exercise: string; file: string | undefined }): Promise<number> {
  const { distDir, terminal, locale } = options;
  const course = await openBuiltCourse(distDir);
  const exercise = course.find(options.exercise);
  if (!exercise)
    throw new UsageError(`there is no exercise "${options.exercise}"; \`tensor-dojo list\` names them all`);
  const root = await findWorkspace(process.cwd());
  const file = options.file ?? (root && exerciseFile(root, exercise.id));
  if (!file)
    throw new UsageError('this is no dojo workspace: name the file with --file, or `tensor-dojo workspace` makes one');
  const judge = await createLocalJudge({ distDir });
  try {
    const judged = await judgeFile(judge, course, exercise, { ...options, file, root });
    const { messages } = await course.lesson(exercise.id);
    if (options.json) terminal.json(reportOf(judged, locale, messages[locale], exercise));
    else terminal.line(verdictText(render(judged.verdict, locale, messages[locale], exercise), locale));
    return exitCode(judged.verdict);
  } finally {
    await judge.dispose();
  }
}

/** Puts one learner's file before the judge, with those of their earlier files that it stands on. */
export async function judgeFile(
  judge: JudgeService,
  course: OpenCourse,
  exercise: Exercise,
  { file, root, seed, engine, terminal, signal }: CheckOptions & { file: string; root: string | undefined },
): Promise<Judged> {
  const uses: CheckRequest['uses'] = [];
  for (const used of root ? exercise.uses : []) {
    const text = await readFile(exerciseFile(root!, used), 'utf8').catch(() => undefined);
    if (text !== undefined) uses.push({ exercise: course.find(used)?.id ?? used, text, passed: false });
  }
  const request: CheckRequest = {
    exercise: exercise.id,
    file: path.relative(root ?? path.dirname(file), file),
    text: await readText(file),
    seed,
    engine,
    uses,
    mode: 'check',
  };
  const points: TrainingPoint[] = [];
  let totalSteps = 0;
  const verdict = await judge.check(
    request,
    (event) => {
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

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'does not exist' : String(error);
    throw new UsageError(`${file} ${why}`);
  }
}
