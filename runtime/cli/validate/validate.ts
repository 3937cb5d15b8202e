import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CourseSource, ExerciseSource, Problem } from '../../../build/course.mjs';
import { openBuiltCourse } from '../../node/courseFiles';
import { createLocalJudge } from '../../node/localJudge';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage';
import { Bench } from './bench';
import { compareWithOracle } from './oracle';
import type { OracleReport } from './oracle';
import { killMutants } from './mutants';
import type { MutantReport } from './mutants';
import { proveExercise } from './proof';

export interface ValidateOptions {
  distDir: string;
  ids: string[];
  oracle: boolean;
  mutants: boolean;
  json: boolean;
  terminal: Terminal;
  signal: AbortSignal;
}

interface ExerciseReport {
  exercise: string;
  ok: boolean;
  problems: string[];
  oracle?: OracleReport;
  mutants?: MutantReport;
}

/** The share of the whole course's mutants that its checks must notice; each that survives needs its reason. */
const killedAtLeast = 0.95;

/** `tensor-dojo validate`: proves each exercise by running it, and says what does not hold. */
export async function validate(options: ValidateOptions): Promise<number> {
  const { distDir, terminal, signal } = options;
  const { chapters, problems } = await buildFromSource(distDir);
  const all = chapters.flatMap(({ exercises }) => exercises);
  const chosen = options.ids.length === 0 ? all : options.ids.map((id) => pick(all, id));
  const judge = await createLocalJudge({ distDir });
  const bench = new Bench(judge, await openBuiltCourse(distDir), signal);
  const reports: ExerciseReport[] = [];
  try {
    for (const source of chosen) {
      if (signal.aborted) break;
      terminal.progress(`${source.id} …`);
      const report = await validateExercise(bench, source, problems, options);
      reports.push(report);
      if (!options.json) show(report, terminal);
    }
  } finally {
    await judge.dispose();
  }
  const stray =
    options.ids.length === 0 ? problems.filter(({ file }) => !all.some(({ id }) => file.startsWith(`${id}/`))) : [];
  if (options.json) terminal.json({ formatVersion: 1, problems: stray.map(problemText), exercises: reports });
  else summarize(reports, stray, options);
  return !signal.aborted &&
    stray.length === 0 &&
    reports.every(({ ok }) => ok) &&
    (options.ids.length > 0 || enoughKilled(reports))
    ? 0
    : 1;
}

async function validateExercise(
  bench: Bench,
  source: ExerciseSource,
  problems: Problem[],
  { oracle, mutants }: ValidateOptions,
): Promise<ExerciseReport> {
  const own = problems.filter(({ file }) => file.startsWith(`${source.id}/`)).map(problemText);
  if (own.length > 0) return { exercise: source.id, ok: false, problems: own };
  const found = await proveExercise(bench, source);
  const report: ExerciseReport = { exercise: source.id, ok: true, problems: found };
  if (oracle) report.oracle = await compareWithOracle(bench.preparations, source);
  if (mutants) report.mutants = await killMutants(bench, source);
  report.ok =
    found.length === 0 &&
    (report.oracle?.disagreements.length ?? 0) === 0 &&
    (report.mutants?.survivors ?? []).every(({ reason }) => reason !== undefined);
  return report;
}

function enoughKilled(reports: ExerciseReport[]): boolean {
  const { killed, total } = mutantCount(reports);
  return killed >= killedAtLeast * total;
}

const mutantCount = (reports: ExerciseReport[]): { killed: number; total: number } => ({
  killed: reports.reduce((sum, { mutants }) => sum + (mutants?.killed ?? 0), 0),
  total: reports.reduce((sum, { mutants }) => sum + (mutants?.total ?? 0), 0),
});

function show({ exercise, ok, problems, oracle, mutants }: ExerciseReport, terminal: Terminal): void {
  const told = [
    ...(oracle ? [`${oracle.scripts} scripts on NumPy, ${oracle.disagreements.length} disagreements`] : []),
    ...(mutants ? [`${mutants.killed} of ${mutants.total} mutants killed`] : []),
  ];
  terminal.line(`${ok ? 'ok    ' : 'wrong '} ${exercise}${told.length > 0 ? `  (${told.join('; ')})` : ''}`);
  for (const problem of problems) terminal.line(`         ${problem}`);
  for (const line of oracle?.disagreements ?? []) terminal.line(`         NumPy disagrees: ${line}`);
  for (const { change, reason } of mutants?.survivors ?? []) {
    terminal.line(`         survived: ${change}`);
    terminal.line(`                   ${reason ?? 'no reason is given in exercise.yaml under survivors'}`);
  }
}

function summarize(reports: ExerciseReport[], stray: Problem[], { oracle, mutants, terminal }: ValidateOptions): void {
  for (const problem of stray) terminal.line(`wrong  ${problemText(problem)}`);
  const ok = reports.filter((report) => report.ok).length;
  const lines = [`${ok} of ${reports.length} exercises ok`];
  if (oracle) {
    const disagreements = reports.reduce((sum, report) => sum + (report.oracle?.disagreements.length ?? 0), 0);
    const scripts = reports.reduce((sum, report) => sum + (report.oracle?.scripts ?? 0), 0);
    lines.push(`${disagreements} disagreements with NumPy in ${scripts} scripts`);
  }
  if (mutants) {
    const { killed, total } = mutantCount(reports);
    lines.push(`${killed} of ${total} mutants killed (${((100 * killed) / Math.max(1, total)).toFixed(1)} %)`);
  }
  terminal.line(lines.join('; '));
}

function pick(all: ExerciseSource[], id: string): ExerciseSource {
  const found = all.find((source) => source.id === id);
  if (!found) throw new UsageError(`there is no exercise "${id}"; \`tensor-dojo list\` names them all`);
  return found;
}

const problemText = ({ file, line, message }: Problem): string =>
  `lessons/${file}${line ? `:${line}` : ''}: ${message}`;

/** The course as its authors wrote it, freshly built: it is there in a clone only. */
async function buildFromSource(distDir: string): Promise<CourseSource> {
  const root = path.join(distDir, '..');
  let build: typeof import('../../../build/course.mjs');
  try {
    build = await import(pathToFileURL(path.join(root, 'build', 'course.mjs')).href);
  } catch {
    throw new UsageError('validate works in a clone of the project, after `npm install`: it reads lessons/');
  }
  return build.buildCourse(path.join(root, 'lessons'), path.join(distDir, 'course'));
}
