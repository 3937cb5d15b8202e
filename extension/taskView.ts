import type { Exercise } from '../runtime/protocol/exercise';
import { render } from '../runtime/words/render';
import type { CheckView, TaskView } from '../webviews/protocol';
import { chapterOf, upNext } from './courseOrder';
import { blocked } from './dojo';
import type { Dojo } from './dojo';
import { triesBeforeCompare } from './progressRecords';

/** What the task panel shows of an exercise now. */
export async function taskView(exercise: Exercise, dojo: Dojo): Promise<TaskView> {
  const { locale } = dojo.language;
  const lesson = await dojo.course.lesson(exercise.id);
  return {
    exercise: {
      id: exercise.id,
      title: exercise.title[locale],
      chapter: chapterOf(dojo.course.course, exercise)?.title[locale] ?? '',
      kind: exercise.kind,
      book: exercise.book.map(({ title, section }) => `${title} ${section}`),
    },
    html: lesson.task[locale],
    blocked: blocked(dojo),
    ...(await progressView(exercise, dojo)),
    check: checkView(exercise, dojo),
    verdict: await verdictView(exercise, dojo),
  };
}

export async function progressView(
  exercise: Exercise,
  { course, progress, language }: Dojo,
): Promise<Pick<TaskView, 'progress' | 'peeked' | 'hints' | 'compareAfterTries' | 'next'>> {
  const record = progress.record(exercise);
  const hints = (await course.lesson(exercise.id)).hints[language.locale];
  const next = upNext(course.exercises, progress.state, exercise.id);
  return {
    progress: progress.state(exercise),
    peeked: record.peeked,
    hints: { shown: hints.slice(0, record.hintsShown), total: hints.length },
    compareAfterTries: triesBeforeCompare(record),
    next: next ? { id: next.id, title: next.title[language.locale] } : null,
  };
}

export function checkView(exercise: Exercise, { checks, language }: Dojo): CheckView {
  const check = checks.current;
  if (check?.exercise !== exercise) return { state: 'idle' };
  const names = check.lesson.messages[language.locale].cases;
  return {
    state: 'running',
    cases: check.cases.map(({ name, visible, outcome }) => ({ name: names[name] ?? name, visible, outcome })),
  };
}

export async function verdictView(exercise: Exercise, dojo: Dojo): Promise<TaskView['verdict']> {
  const { locale } = dojo.language;
  const verdict = await dojo.verdicts.newest(exercise);
  if (!verdict) return null;
  const lesson = await dojo.course.lesson(exercise.id);
  return {
    rendered: render(verdict, locale, lesson.messages[locale], exercise),
    stale: dojo.verdicts.isStale(exercise, verdict),
  };
}
