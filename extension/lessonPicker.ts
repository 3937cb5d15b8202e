import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import type { Exercise } from '../runtime/protocol/exercise';
import { chapterOf } from './courseOrder';
import type { Language } from './language';
import type { Progress } from './progress';
import { stateIcon, stateWord } from './stateWords';

/** Search over the whole course: titles, chapters, entries and sections of the books, in both languages. */
export async function pickLesson(
  course: OpenCourse,
  progress: Progress,
  language: Language,
): Promise<Exercise | undefined> {
  const { locale } = language;
  const other = locale === 'en' ? 'zh-cn' : 'en';
  const items = course.exercises.map((exercise) => {
    const state = progress.state(exercise);
    const book = exercise.book.map((source) => `${source.title} ${source.section}`);
    return {
      label: `$(${stateIcon[state].id}) ${exercise.title[locale]}`,
      description: `${chapterOf(course.course, exercise)?.title[locale] ?? ''} · ${stateWord(state)}`,
      detail: [exercise.entry.join(', '), ...book, exercise.title[other]].join(' · '),
      exercise,
    };
  });
  const placeHolder = vscode.l10n.t('Search exercises by title, chapter, entry or book section');
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.exercise;
}
