import type { Problem } from '../../../build/course.mjs';
import type { PassedOver } from '../../protocol/engine';
import { passedOverText } from '../../words/engineWords';
import type { Terminal } from '../terminal';
import type { MutantReport } from './mutants';
import type { OracleReport } from './oracle';

/** What `validate --json` prints. */
export interface CourseReport {
  formatVersion: 1;
  /** What texts were judged on, and what all of them could not be. */
  engines: string[];
  absent: PassedOver[];
  /** Of the course as a whole; files are named from `lessons/`. */
  problems: Problem[];
  exercises: ExerciseReport[];
}

export interface ExerciseReport {
  exercise: string;
  ok: boolean;
  problems: Problem[];
  oracle?: OracleReport;
  mutants?: MutantReport;
}

/** The share of all mutants that the checks must notice; each that survives needs its reason. */
const killedAtLeast = 0.95;

export function killedEnough(report: CourseReport): boolean {
  const { killed, total } = mutantCount(report);
  return killed >= killedAtLeast * total;
}

export function show({ exercise, ok, problems, oracle, mutants }: ExerciseReport, terminal: Terminal): void {
  const told = [
    ...(oracle ? [`${oracle.scripts} scripts on NumPy, ${oracle.disagreements.length} disagreements`] : []),
    ...(mutants ? [`${mutants.killed} of ${mutants.total} mutants killed`] : []),
  ];
  terminal.line(`${ok ? 'ok    ' : 'wrong '} ${exercise}${told.length > 0 ? `  (${told.join('; ')})` : ''}`);
  for (const problem of problems) terminal.line(`         ${problemText(problem)}`);
  for (const line of oracle?.disagreements ?? []) terminal.line(`         NumPy disagrees: ${line}`);
  for (const { change, reason } of mutants?.survivors ?? []) {
    terminal.line(`         survived: ${change}`);
    terminal.line(`                   ${reason ?? 'no reason is given in exercise.yaml under survivors'}`);
  }
  for (const change of mutants?.stale ?? [])
    terminal.line(`         exercise.yaml gives a reason for what does not survive: ${change}`);
}

export function summarize(report: CourseReport, terminal: Terminal): void {
  for (const problem of report.problems) terminal.line(`wrong  ${problemText(problem)}`);
  const { exercises } = report;
  const ok = exercises.filter((exercise) => exercise.ok).length;
  const lines = [`${ok} of ${exercises.length} exercises ok on ${report.engines.join(', ')}`];
  const oracles = exercises.flatMap(({ oracle }) => oracle ?? []);
  if (oracles.length > 0) {
    const disagreements = oracles.reduce((sum, one) => sum + one.disagreements.length, 0);
    const scripts = oracles.reduce((sum, one) => sum + one.scripts, 0);
    lines.push(`${disagreements} disagreements with NumPy in ${scripts} scripts`);
  }
  const { killed, total } = mutantCount(report);
  if (total > 0) lines.push(`${killed} of ${total} mutants killed (${((100 * killed) / total).toFixed(1)} %)`);
  terminal.line(lines.join('; '));
  for (const one of report.absent) terminal.line(`not on ${one.engine}: ${passedOverText(one, 'en')}`);
}

const mutantCount = ({ exercises }: CourseReport): { killed: number; total: number } => ({
  killed: exercises.reduce((sum, { mutants }) => sum + (mutants?.killed ?? 0), 0),
  total: exercises.reduce((sum, { mutants }) => sum + (mutants?.total ?? 0), 0),
});

const problemText = ({ file, line, message }: Problem): string =>
  `lessons/${file}${line ? `:${line}` : ''}: ${message}`;
