import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { OpenCourse } from '../course/course';
import { openBuiltCourse } from '../node/courseFiles';
import { exists } from '../node/exists';
import { createLocalJudge } from '../node/localJudge';
import { exerciseFile, isWorkspace } from '../node/workspace';
import type { Exercise } from '../protocol/exercise';
import type { JudgeService } from '../protocol/judge';
import { exitCode } from '../words/outcome';
import { render } from '../words/render';
import { judgeFile } from './check';
import type { CheckOptions } from './check';
import { readLearnerFile } from './learnerFile';
import { reportOf } from './report';
import type { Report } from './report';
import { UsageError } from './usage';
import { judgeFolders } from './folders';

interface WorkspaceReport {
  workspace: string;
  passed: number;
  total: number;
  /** In course order; an exercise without a file has none. */
  reports: Report[];
  unreadable: { exercise: string; message: string }[];
}

/**
 * `tensor-dojo check --all [DIR]`: a learner's workspace, or a class of them, one folder a learner.
 * Exercises without a file are not judged; folders that are no workspace and hold no exercise are named, and are nobody's.
 * Exit code 0 where every workspace has a file and every file passes.
 */
export async function checkAll(options: CheckOptions & { dir: string }): Promise<number> {
  const { distDir, terminal, json, signal } = options;
  const dir = path.resolve(options.dir);
  const course = await openBuiltCourse(distDir);
  const { roots, others } = await workspacesIn(dir, course);
  const judge = await createLocalJudge({ distDir, course, folders: judgeFolders() });
  const workspaces: WorkspaceReport[] = [];
  let worst = 0;
  try {
    for (const root of roots) {
      if (signal.aborted) break;
      const name = path.relative(dir, root) || path.basename(root);
      if (!json) terminal.line(name);
      const { report, code } = await checkWorkspace(judge, course, root, name, options);
      workspaces.push(report);
      worst = Math.max(worst, code);
      if (!json) terminal.line(`  ${report.passed}/${report.total}${isEmpty(report) ? '  no exercise here yet' : ''}`);
    }
  } finally {
    await judge.dispose();
  }
  if (json) terminal.json({ formatVersion: 1, workspaces, withoutExercises: others });
  else for (const name of others) terminal.line(`${name}: no exercise of the course`);
  return signal.aborted ? Math.max(worst, 1) : worst;
}

async function checkWorkspace(
  judge: JudgeService,
  course: OpenCourse,
  root: string,
  name: string,
  options: CheckOptions,
): Promise<{ report: WorkspaceReport; code: number }> {
  const { terminal, json, locale, signal } = options;
  const report: WorkspaceReport = {
    workspace: name,
    passed: 0,
    total: course.exercises.length,
    reports: [],
    unreadable: [],
  };
  const width = Math.max(...course.exercises.map(({ id }) => id.length));
  const tell = (sign: string, { id }: Exercise, said: string): void => {
    if (!json) terminal.line(`  ${sign} ${id.padEnd(width)}  ${said}`);
  };
  /** Earlier exercises need no second judgement where a later one stands on them. */
  const passed = new Set<string>();
  let code = 0;
  for (const exercise of course.exercises) {
    if (signal.aborted) break;
    const { id } = exercise;
    const file = exerciseFile(root, id);
    if (!(await exists(file))) continue;
    terminal.progress(`${name}: ${id}`);
    const text = await readLearnerFile(file).catch((error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      report.unreadable.push({ exercise: id, message: error.message });
      tell('✗', exercise, error.message);
      code = Math.max(code, 1);
      return undefined;
    });
    if (text === undefined) continue;
    const judged = await judgeFile(judge, course, exercise, { file, text, root }, options, passed);
    const messages = (await course.lesson(id)).messages[locale];
    report.reports.push(reportOf(judged, locale, messages, exercise));
    code = Math.max(code, exitCode(judged.verdict));
    const { outcome, label, headline } = render(judged.verdict, locale, messages, exercise);
    if (outcome === 'pass') passed.add(id);
    tell(outcome === 'pass' ? '✓' : '✗', exercise, outcome === 'pass' ? label : `${label}: ${headline}`);
  }
  report.passed = passed.size;
  return { report, code: isEmpty(report) ? Math.max(code, 1) : code };
}

/** Nothing was handed in: that is not a pass. */
const isEmpty = ({ reports, unreadable }: WorkspaceReport): boolean => reports.length + unreadable.length === 0;

/** The folder itself where it is a workspace, else those of its folders that are; the others by their names. */
async function workspacesIn(dir: string, course: OpenCourse): Promise<{ roots: string[]; others: string[] }> {
  const names = await readdir(dir).catch(() => {
    throw new UsageError(`${dir} is no folder that can be read`);
  });
  if ((await isWorkspace(dir)) || (await holdsExercises(dir, course))) return { roots: [dir], others: [] };
  const paths = names.filter((name) => !name.startsWith('.')).map((name) => path.join(dir, name));
  const folders = await only(paths, isFolder);
  const learners = await only(folders, async (at) => (await isWorkspace(at)) || holdsExercises(at, course));
  if (learners.length === 0) throw new UsageError(`${dir} holds no exercise of the course, nor do its folders`);
  const others = folders.filter((folder) => !learners.includes(folder)).map((folder) => path.basename(folder));
  return { roots: learners.sort(), others: others.sort() };
}

async function holdsExercises(dir: string, course: OpenCourse): Promise<boolean> {
  const there = await Promise.all(course.exercises.map(({ id }) => exists(exerciseFile(dir, id))));
  return there.includes(true);
}

async function only(paths: string[], holds: (at: string) => Promise<boolean>): Promise<string[]> {
  const held = await Promise.all(paths.map(holds));
  return paths.filter((_, i) => held[i]);
}

const isFolder = (at: string): Promise<boolean> =>
  stat(at).then(
    (found) => found.isDirectory(),
    () => false,
  );
