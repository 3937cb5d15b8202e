import { button, el } from '../dom';
import type { TaskView } from '../protocol';
import type { Post, SayTask } from './context';

/** The row of buttons, and above it why nothing can be run, if so. */
export function actions(view: TaskView, say: SayTask, post: Post): Node[] {
  const { hints, compareAfterTries, next, verdict, check, blocked, progress } = view;
  const isRunning = check.state === 'running';
  // One case alone may pass where the exercise has not.
  const hasPassed = verdict?.rendered.outcome === 'pass' && !verdict.stale && progress === 'passed';
  const left = hints.total - hints.shown.length;
  const row = el('div', { class: 'actions' });
  row.append(
    button(say('runAndCheck'), { key: 'run', primary: !hasPassed || !next, disabled: blocked !== null }, () =>
      post({ type: 'run' }),
    ),
  );
  if (isRunning) row.append(button(say('cancel'), { key: 'cancel' }, () => post({ type: 'cancel' })));
  if (next && hasPassed) {
    row.append(button(say('nextNamed', next), { key: 'next', primary: true }, () => post({ type: 'next' })));
  }
  if (hints.total > 0) {
    const label = left > 0 ? say('hintLeft', { shown: hints.shown.length, total: hints.total }) : say('noHints');
    row.append(button(label, { key: 'hint', disabled: left === 0 }, () => post({ type: 'hint' })));
  }
  const locked = compareAfterTries > 0;
  row.append(
    button(
      say('compare'),
      {
        key: 'compare',
        disabled: locked,
        ...(locked && { title: say('compareLocked', { count: compareAfterTries }) }),
      },
      () => post({ type: 'compare' }),
    ),
    button(say('openCode'), { key: 'code' }, () => post({ type: 'openCode' })),
  );
  if (next && !hasPassed) {
    row.append(button(say('next'), { key: 'next', title: next.title }, () => post({ type: 'next' })));
  }
  return blocked ? [blockedNotice(blocked, say, post), row] : [row];
}

function blockedNotice(blocked: NonNullable<TaskView['blocked']>, say: SayTask, post: Post): Node {
  return blocked === 'untrusted'
    ? el(
        'div',
        { class: 'notice' },
        el('p', {}, say('untrusted')),
        button(say('manageTrust'), { key: 'trust', primary: true }, () => post({ type: 'manageTrust' })),
      )
    : el(
        'div',
        { class: 'notice' },
        el('p', {}, say('noWorkspace')),
        button(say('createWorkspace'), { key: 'workspace', primary: true }, () => post({ type: 'createWorkspace' })),
      );
}
