import type { Locale } from '../protocol/exercise';
import type { Terminal } from './terminal';
import type { OpenCourse } from '../course/course';

/** `tensor-dojo list`: chapters and exercises in course order. */
export function list(course: OpenCourse, locale: Locale, json: boolean, terminal: Terminal): void {
  if (json) return terminal.json(course.course);
  for (const chapter of course.course.chapters) {
    terminal.line(`${chapter.id}  ${chapter.title[locale]}`);
    const width = Math.max(...chapter.exercises.map(({ id }) => id.length));
    for (const { id, title } of chapter.exercises) terminal.line(`  ${id.padEnd(width)}  ${title[locale]}`);
  }
}
