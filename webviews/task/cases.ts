import type { RenderedCase, RenderedVerdict } from '../../runtime/words/rendered';
import { button, el } from '../dom';
import { icon } from '../icons';
import type { Post, SayTask } from './context';
import { failureView } from './failure';

/** All cases with their outcomes, folded where none has failed; those that fail, but for the one shown above, open to say why. */
export function caseList({ cases, failure }: RenderedVerdict, say: SayTask, post: Post): Node | null {
  if (cases.length === 0) return null;
  const hasFailed = cases.some(({ outcome }) => outcome === 'fail' || outcome === 'error');
  return el(
    'details',
    // Folded or not stays as the reader left it, but a failure is not hidden because a pass was.
    { class: 'more', 'data-key': hasFailed ? 'cases-failed' : 'cases', open: hasFailed },
    el('summary', {}, say('cases')),
    el(
      'ul',
      { class: 'cases' },
      cases.map((one) => caseItem(one, failure?.case === one.name, say, post)),
    ),
  );
}

function caseItem(one: RenderedCase, isShownAbove: boolean, say: SayTask, post: Post): Node {
  const { id, name, label, outcome, visibility, duration, failure } = one;
  const line = [
    icon(outcome),
    el('span', { class: 'case-name' }, name),
    el('span', { class: 'muted' }, [label, visibility, duration].filter(Boolean).join(' · ')),
  ];
  const alone = button(say('runCase'), { key: `case-${id}`, link: true }, () => post({ type: 'runCase', case: id }));
  alone.setAttribute('aria-label', say('runCaseNamed', { case: name }));
  const body =
    failure && !isShownAbove
      ? el('details', { 'data-key': `why-${id}` }, el('summary', {}, line), failureView(failure, say, post))
      : el('div', { class: 'case-line' }, line);
  return el('li', { 'data-case': id, 'data-outcome': outcome }, body, alone);
}
