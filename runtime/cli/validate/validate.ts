import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CourseSource, ExerciseSource, Problem } from '../../../build/course.mjs';
import { openBuiltCourse } from '../../node/courseFiles';
import { createLocalJudge } from '../../node/localJudge';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage';
import { Bench } from './bench';
import { findLeaks } from './leaks';
import { killMutants } from './mutants';
import { compareWithOracle } from './oracle';
import { proveExercise } from './proof';
import { killedEnough, show, summarize } from './report';
import type { CourseReport, ExerciseReport } from './report';
import { everyEngine, readEngine } from '../engines';
import { enginesAlone } from '../folders';

export interface ValidateOptions {
  distDir: string;
  lessonsDir: string;
  /** All of them where none is named. */
  ids: string[];
  oracle: boolean;
  mutants: boolean;
  /** What texts are judged on: `all` for each engine that this machine has. */
  engine: string | undefined;
  json: boolean;
  terminal: Terminal;
  signal: AbortSignal;
}

const installNumPy =
  process.platform === 'win32'
    ? '`python -m venv .test\\python` and `.test\\python\\Scripts\\pip install numpy` install it for this clone'
    : '`python3 -m venv .test/python && .test/python/bin/pip install numpy` installs it for this clone';

/** `tensor-dojo validate`: proves each exercise by running it, and says what does not hold. */
export async function validate(options: ValidateOptions): Promise<number> {
  const { distDir, lessonsDir, ids, terminal, signal } = options;
  const clone = await openClone(distDir);
  const python = options.oracle ? await clone.findPython() : undefined;
  if (options.oracle && python === undefined)
    throw new UsageError(`--oracle needs a Python with NumPy 2: ${installNumPy}, or name one in DOJO_PYTHON`);

  const courseDir = await mkdtemp(path.join(os.tmpdir(), 'tensor-dojo-course-'));
  try {
    const { chapters, problems } = await clone.buildCourse(lessonsDir, courseDir);
    const sources = chapters.flatMap(({ exercises }) => exercises);
    const chosen = choose(ids, sources, problems);
    const course = await openBuiltCourse(distDir, courseDir);
    const { engines, absent } =
      options.engine === 'all'
        ? await everyEngine(distDir)
        : { engines: [await readEngine(options.engine ?? 'cpu', distDir)], absent: [] };
    const judge = await createLocalJudge({
      distDir,
      course,
      ready: os.availableParallelism(),
      folders: enginesAlone(),
    });
    const bench = new Bench(judge, course, signal, engines);
    const report: CourseReport = {
      formatVersion: 1,
      engines,
      absent,
      problems: ids.length > 0 ? [] : problems.filter((problem) => !chosen.some((id) => isOf(problem, id))),
      exercises: [],
    };
    try {
      if (ids.length === 0) report.problems.push(...(await findLeaks(distDir, course, sources)));
      const proofs = startEach(chosen, (id) => {
        const own = problems.filter((problem) => isOf(problem, id));
        const source = sources.find((one) => one.id === id);
        return source && own.length === 0
          ? validateExercise(bench, source, options, python)
          : Promise.resolve<ExerciseReport>({ exercise: id, ok: false, problems: own });
      });
      for (const [i, proof] of proofs.entries()) {
        terminal.progress(`${chosen[i]} …`);
        const proved = await proof.catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
        if (!proved || signal.aborted) break;
        report.exercises.push(proved);
        if (!options.json) show(proved, terminal);
      }
    } finally {
      await judge.dispose();
    }
    if (options.json) terminal.json(report);
    else if (signal.aborted) terminal.problem('cancelled');
    else summarize(report, terminal);
    const ok = report.problems.length === 0 && report.exercises.every((exercise) => exercise.ok);
    return ok && !signal.aborted && killedEnough(report) ? 0 : 1;
  } finally {
    await rm(courseDir, { recursive: true, force: true });
  }
}

/** Enough of them at once that nobody idles while the last text of one is judged. */
const atOnce = 3;

function startEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R>[] {
  const started: Promise<R>[] = [];
  for (const [i, item] of items.entries()) {
    const before = started[i - atOnce];
    started.push(before ? before.then(() => work(item)) : work(item));
  }
  // One that fails while another is awaited is heard in its turn.
  for (const one of started) one.catch(() => {});
  return started;
}

async function validateExercise(
  bench: Bench,
  source: ExerciseSource,
  { mutants }: ValidateOptions,
  python: string | undefined,
): Promise<ExerciseReport> {
  const problems = await proveExercise(bench, source);
  const report: ExerciseReport = { exercise: source.id, ok: problems.length === 0, problems };
  const canBeAsked = await bench.preparations.of(source.id).then(
    () => true,
    () => false,
  );
  if (!canBeAsked) return report;
  if (python !== undefined)
    report.oracle = await bench.inTurn(() => compareWithOracle(bench.preparations, source, python));
  if (mutants) report.mutants = await killMutants(bench, source);
  report.ok &&=
    (report.oracle?.disagreements.length ?? 0) === 0 &&
    (report.mutants?.survivors ?? []).every(({ reason }) => reason !== undefined) &&
    (report.mutants?.stale ?? []).length === 0;
  return report;
}

/** Ids in course order; those whose very description is wrong are known by their problems alone. */
function choose(ids: string[], sources: ExerciseSource[], problems: Problem[]): string[] {
  const broken = problems.flatMap(({ file }) => /^([^/]+\/[^/]+)\//.exec(file)?.[1] ?? []);
  const all = [...new Set([...sources.map(({ id }) => id), ...broken])];
  const unknown = ids.find((id) => !all.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`there is no exercise "${unknown}"; \`tensor-dojo list\` names them all`);
  return ids.length === 0 ? all : ids;
}

const isOf = ({ file }: Problem, id: string): boolean => file.startsWith(`${id}/`);

interface Clone {
  buildCourse(lessonsDir: string, outDir: string): Promise<CourseSource>;
  findPython(): Promise<string | undefined>;
}

/** What builds a course is there in a clone only. */
async function openClone(distDir: string): Promise<Clone> {
  const part = (name: string): string => pathToFileURL(path.join(distDir, '..', 'build', name)).href;
  try {
    const course: typeof import('../../../build/course.mjs') = await import(part('course.mjs'));
    const python: typeof import('../../../build/python.mjs') = await import(part('python.mjs'));
    return { buildCourse: course.buildCourse, findPython: python.findPython };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new UsageError('validate works in a clone of the project, after `npm install`: it reads lessons/');
  }
}
