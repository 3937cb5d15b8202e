import { openBuiltCourse } from '../node/courseFiles';
import type { Locale } from '../protocol/exercise';
import type { Terminal } from './terminal';

/** `tensor-dojo list`: chapters and exercises in course order. */
export async function list(distDir: string, locale: Locale, json: boolean, terminal: Terminal): Promise<void> {
  const { course } = await openBuiltCourse(distDir);
  if (json) terminal.json(course);
  else
    terminal.line(
      course.chapters
        .flatMap((chapter) => [
          `${chapter.id}  ${chapter.title[locale]}`,
          ...columns(chapter.exercises.map(({ id, title }) => [id, title[locale]])),
        ])
        .join('\n'),
    );
}

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([id]) => id.length));
  return rows.map(([id, title]) => `  ${id.padEnd(width)}  ${title}`);
}
