import { stat } from 'node:fs/promises';
import path from 'node:path';
import { openBuiltCourse } from '../node/courseFiles';
import { ensureExercise } from '../node/workspace';
import type { Locale } from '../protocol/exercise';
import { findExercise } from './check';
import { workspaceHere } from './learnerFile';
import { taskText } from './taskText';
import type { Terminal } from './terminal';
import { UsageError } from './usage';

/** `tensor-dojo open <exercise>`: the learner's file, from its starter where there is none yet, and what is to be done. */
export async function open(distDir: string, named: string, locale: Locale, terminal: Terminal): Promise<void> {
  const course = await openBuiltCourse(distDir);
  const { id, title } = findExercise(course, named);
  const root = await workspaceHere();
  if (root === undefined) {
    throw new UsageError('this is no dojo workspace: `tensor-dojo workspace dojo-workspace` makes one, here');
  }
  const file = await ensureExercise(root, course, id);
  const { task } = await course.lesson(id);
  const whole = path.join(distDir, '..', 'lessons', ...id.split('/'), `task.${locale}.md`);
  const isThere = await stat(whole).catch(() => undefined);
  terminal.line(`${title[locale]}: ${file}\n\n${taskText(task[locale])}\n`);
  if (isThere) terminal.line(`The whole task: ${whole}`);
  terminal.line(`\`tensor-dojo check ${id}\` judges what you have written.`);
}
