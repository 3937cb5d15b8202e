import { el } from '../dom';
import type { TaskView } from '../protocol';
import type { Post, SayTask } from './context';
import { lessonHtml } from './statement';

/** The hints asked for so far, the newest open. */
export function hintList({ hints, exercise }: TaskView, say: SayTask, post: Post): Node[] {
  return hints.shown.map(({ title, html }, i) =>
    el(
      'details',
      { class: 'hint', open: i === hints.shown.length - 1, 'data-key': `hint-${exercise.id}-${i}` },
      el('summary', {}, say('hintNumber', { number: i + 1, total: hints.total, title })),
      lessonHtml(html, post),
    ),
  );
}
