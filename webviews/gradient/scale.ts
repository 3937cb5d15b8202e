import type { GradientVerdict } from '../../runtime/protocol/verdict';
import { formatNumber } from '../../runtime/words/format';
import { el } from '../dom';
import type { SayGradient } from './context';
import type { Shade } from './shades';
import { errorShade, logShare, lowestError, paint, valueShade } from './shades';

const powers = [-12, -10, -8, -6, -4, -2, 0];

/** The logarithmic scale of relative errors: its colours, the pass line, and where this tensor stands. */
export function errorScale({ maxRelativeError, limit }: GradientVerdict, say: SayGradient): HTMLElement {
  const steps = strip(48, (at) => errorShade(10 ** (12 * at - 12), limit));
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

/** The colours of values between minus and plus the largest of a tensor. */
export function valueScale(largest: number, say: SayGradient): HTMLElement {
  const [low, high] = [formatNumber(Number((-largest).toPrecision(3))), formatNumber(Number(largest.toPrecision(3)))];
  return el(
    'span',
    { class: 'value-scale', role: 'img', 'aria-label': say('valueLegend', { low, high }) },
    low,
    el(
      'span',
      { class: 'steps' },
      strip(21, (at) => valueShade(2 * at - 1, 1)),
    ),
    high,
  );
}

/** A row of painted steps; `shadeAt` is given their middles, from 0 to 1. */
function strip(count: number, shadeAt: (at: number) => Shade): HTMLElement[] {
  return Array.from({ length: count }, (_, i) => {
    const step = el('span', { class: 'step' });
    paint(step, shadeAt((i + 0.5) / count));
    return step;
  });
}
