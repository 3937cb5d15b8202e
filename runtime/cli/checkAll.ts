import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { OpenCourse } from '../course/course';
import { openBuiltCourse } from '../node/courseFiles';
import { createLocalJudge } from '../node/localJudge';
import { exerciseFile } from '../node/workspace';
import { commandOutcome, exitCode } from '../words/outcome';
import type { CommandOutcome } from '../words/outcome';
import { judgeFile } from './check';
import type { CheckOptions } from './check';
import { reportOf } from './report';
import type { Report } from './report';
import { UsageError } from './usage';

interface WorkspaceReport {
  workspace: string;
  passed: number;
  total: number;
  reports: Report[];
}

/**
 * `tensor-dojo check --all [DIR]`: a learner's workspace, or a class of them, one folder a learner.
 * Exercises without a file are counted as not attempted and not judged. Exit code 0 where all that is there passes.
 */
export async function checkAll(options: CheckOptions & { dir: string }): Promise<number> {
  const { distDir, terminal, locale, json, signal } = options;
  const course = await openBuiltCourse(distDir);
  const roots = await workspacesIn(path.resolve(options.dir), course);
  if (roots.length === 0) throw new UsageError(`${options.dir} holds no exercise of the course, nor do its folders`);
  const judge = await createLocalJudge({ distDir });
  const workspaces: WorkspaceReport[] = [];
  let worst = 0;
  try {
    for (const root of roots) {
      const reports: Report[] = [];
      const name = path.relative(path.resolve(options.dir), root) || path.basename(root);
      if (!json) terminal.line(name);
      for (const exercise of course.exercises) {
        if (signal.aborted) break;
        const file = exerciseFile(root, exercise.id);
        if (!(await isFile(file))) continue;
        terminal.progress(`${name}: ${exercise.id}`);
        const judged = await judgeFile(judge, course, exercise, { ...options, file, root });
        const { messages } = await course.lesson(exercise.id);
        const report = reportOf(judged, locale, messages[locale], exercise);
        reports.push(report);
        worst = Math.max(worst, exitCode(judged.verdict));
        if (!json)
          terminal.line(
            `  ${signs[commandOutcome(judged.verdict)].padEnd(13)} ${exercise.id}${report.failure ? `  ${report.failure.message}` : ''}`,
          );
      }
      const passed = reports.filter(({ outcome }) => outcome === 'pass').length;
      workspaces.push({ workspace: name, passed, total: course.exercises.length, reports });
      if (!json) terminal.line(`  ${passed} of ${course.exercises.length} exercises passed`);
    }
  } finally {
    await judge.dispose();
  }
  if (json) terminal.json({ formatVersion: 1, workspaces });
  return signal.aborted ? 1 : worst;
}

const signs: Record<CommandOutcome, string> = {
  pass: 'pass',
  fail: 'fail',
  notAttempted: 'not attempted',
  error: 'error',
  timedOut: 'timed out',
  crashed: 'crashed',
  outOfMemory: 'out of memory',
  cancelled: 'cancelled',
};

/** The folder itself where it holds exercises, else those of its folders that do. */
async function workspacesIn(dir: string, course: OpenCourse): Promise<string[]> {
  if (await holdsExercises(dir, course)) return [dir];
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => {
    throw new UsageError(`${dir} is no folder that can be read`);
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(dir, name));
  const held = await Promise.all(folders.map((folder) => holdsExercises(folder, course)));
  return folders.filter((_, index) => held[index]).sort();
}

async function holdsExercises(dir: string, course: OpenCourse): Promise<boolean> {
  const there = await Promise.all(course.exercises.map(({ id }) => isFile(exerciseFile(dir, id))));
  return there.includes(true);
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
