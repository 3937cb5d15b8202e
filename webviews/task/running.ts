import { el } from '../dom';
import { icon } from '../icons';
import type { TaskView } from '../protocol';
import type { SayTask } from './context';

/** A check under way: how far it is, and how each case has ended so far. */
export function runningView({ check, exercise }: TaskView, say: SayTask): Node[] {
  if (check.state !== 'running') return [];
  const { cases } = check;
  const current = cases.findIndex(({ outcome }) => outcome === 'running');
  const done = cases.filter(({ outcome }) => outcome !== 'running' && outcome !== 'waiting').length;
  const now = cases[current];
  return [
    el(
      'p',
      { class: 'running-line' },
      icon('running'),
      now ? say('runningCase', { index: current + 1, total: cases.length, case: now.name }) : say('running'),
    ),
    ...(exercise.kind === 'train' ? [el('p', { class: 'muted' }, say('runningTraining'))] : []),
    ...(cases.length > 0 ? [el('progress', { max: cases.length, value: done, 'aria-label': say('running') })] : []),
    el(
      'ol',
      { class: 'dots', 'aria-hidden': 'true' },
      cases.map(({ name, outcome }) => el('li', { title: name }, icon(outcome))),
    ),
  ];
}
