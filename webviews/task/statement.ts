import { el } from '../dom';
import { icon } from '../icons';
import type { IconName } from '../icons';
import type { TaskView } from '../protocol';
import type { Post, SayTask } from './context';

const progressIcons: Record<TaskView['progress'], IconName> = {
  notStarted: 'notAttempted',
  attempted: 'attempted',
  passed: 'pass',
  needsLook: 'error',
};

export function taskHeader({ exercise, progress, peeked }: TaskView, say: SayTask): Node[] {
  return [
    el('p', { class: 'chapter muted' }, exercise.chapter),
    el('h1', {}, exercise.title),
    el(
      'p',
      { class: 'state muted' },
      el('span', { class: 'badge' }, icon(progressIcons[progress]), say(progress)),
      peeked && el('span', { class: 'badge', title: say('peekedTitle') }, say('peeked')),
      exercise.book.length > 0 && el('span', {}, say('book', { sections: exercise.book.join(', ') })),
    ),
  ];
}

/** The statement. */
export function statement({ html }: TaskView, post: Post): Node[] {
  return [lessonHtml(html, post)];
}

/** HTML of the course, rendered at build time; links to other exercises go through the host. */
export function lessonHtml(html: string, post: Post): HTMLElement {
  const body = el('div', { class: 'lesson' });
  body.innerHTML = html;
  const title = body.firstElementChild;
  if (title?.tagName === 'H1') title.remove();
  for (const link of body.querySelectorAll<HTMLAnchorElement>('a[data-exercise]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      event.stopPropagation();
      post({ type: 'openExercise', exercise: link.dataset.exercise ?? '' });
    });
  }
  for (const block of body.querySelectorAll<HTMLElement>('pre, .katex-display')) block.tabIndex = 0;
  return body;
}
