import type { GradientVerdict } from '../../runtime/protocol/verdict';
import { formatNumber } from '../../runtime/words/format';
import { el } from '../dom';
import type { SayGradient } from './context';
import { errorShade, logShare, lowestError, paint } from './shades';

const powers = [-12, -10, -8, -6, -4, -2, 0];

/** The logarithmic scale of relative errors: its colours, the pass line, and where this tensor stands. */
export function errorScale({ maxRelativeError, limit }: GradientVerdict, say: SayGradient): HTMLElement {
  const steps = Array.from({ length: 48 }, (_, i) => {
    const step = el('span', { class: 'step' });
    paint(step, errorShade(10 ** (-12 + (12 * (i + 0.5)) / 48), limit));
    return step;
  });
  const at = <T extends HTMLElement>(element: T, error: number): T => {
    element.style.insetInlineStart = `${100 * logShare(error)}%`;
    return element;
  };
  const legend = say('errorLegend', { low: formatNumber(lowestError), high: '1' });
  return el(
    'div',
    { class: 'scale', role: 'img', 'aria-label': legend },
    at(el('span', { class: 'here' }, '▼'), maxRelativeError),
    el('div', { class: 'steps' }, steps),
    at(el('span', { class: 'line' }), limit),
    el(
      'div',
      { class: 'ticks muted' },
      powers.map((power) => at(el('span', {}, power === 0 ? '1' : `1e${power}`), 10 ** power)),
    ),
    at(el('span', { class: 'line-label' }, say('passLine', { limit: formatNumber(limit) })), limit),
  );
}
