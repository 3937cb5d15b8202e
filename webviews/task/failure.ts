import type { RenderedFailure } from '../../runtime/words/rendered';
import { button, el, prose } from '../dom';
import type { Post, SayTask } from './context';
import { evidenceView } from './evidence';

/** What a failing case says; `said` has been said above. */
export function failureView(failure: RenderedFailure, say: SayTask, post: Post, said = ''): Node {
  const { case: name, mistake, summary, remarks, place, placeText, evidence, seed } = failure;
  return el(
    'div',
    { class: 'failure' },
    name && el('h3', {}, name),
    mistake && el('p', { class: 'mistake' }, prose(mistake)),
    summary !== said && el('p', { class: 'summary' }, prose(summary)),
    remarks.map((remark) => el('p', { class: 'remark' }, prose(remark))),
    place &&
      placeText &&
      el(
        'p',
        {},
        button(say('goTo', { place: placeText }), { key: `place-${name ?? ''}`, link: true }, () =>
          post({ type: 'goTo', place }),
        ),
      ),
    evidence && evidenceView(evidence, seed, name, say),
  );
}
