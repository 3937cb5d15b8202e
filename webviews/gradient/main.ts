import './gradient.css';
import type { PanelStrings } from '../../runtime/words/en';
import type { GradientVerdict } from '../../runtime/protocol/verdict';
import { formatNumber } from '../../runtime/words/format';
import { button, el, refill } from '../dom';
import { icon } from '../icons';
import { openPage } from '../page';
import { parseToGradient } from '../parsers';
import type { FromGradient, GradientView, ToGradient } from '../protocol';
import { tensorView } from './tensor';

const { say, root, post, keep, onMessage } = openPage<PanelStrings<'gradient'>, FromGradient, ToGradient>(
  parseToGradient,
);

const head = el('header', { class: 'head' });
const tensors = el('div', { class: 'tensors' });
const announcer = el('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
let view: GradientView | undefined;

root.append(el('p', { class: 'muted' }, say('loading')));
onMessage((message) => {
  const before = view;
  switch (message.type) {
    case 'snapshot':
      view = message.view;
      keep({ exercise: view.exercise.id });
      document.title = `${view.exercise.title} · ${say('title')}`;
      if (!before) root.replaceChildren(head, tensors, announcer);
      break;
    case 'changed':
      if (!view) return;
      view = { ...view, ...message.view };
      break;
    default:
      message satisfies never;
  }
  if (!view) return;
  refill(head, headView(view));
  tensors.setAttribute('aria-busy', String(view.running));
  if (JSON.stringify(before?.gradients) !== JSON.stringify(view.gradients)) showTensors(view.gradients);
  if (before?.running && !view.running) announcer.textContent = summary(view.gradients);
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') post({ type: 'ready' });
});
post({ type: 'ready' });

function headView({ exercise, gradients, seed, stale, running, blocked }: GradientView): Node[] {
  const run = (): HTMLElement =>
    button(say('runAndCheck'), { key: 'run', primary: true, disabled: blocked !== null }, () => post({ type: 'run' }));
  const task = (): HTMLElement => button(say('openTask'), { key: 'task' }, () => post({ type: 'openTask' }));
  const why = blocked && el('p', {}, blocked === 'untrusted' ? say('untrusted') : say('noWorkspace'));
  const title = el('h1', {}, exercise.title);
  if (gradients.length === 0) {
    const empty = el(
      'div',
      { class: 'empty' },
      el('h2', {}, running ? say('running') : say('empty')),
      el('p', {}, say('emptyMore')),
      why,
      el('div', { class: 'actions' }, run(), task()),
    );
    return [title, empty];
  }
  const limit = formatNumber(gradients[0]?.limit ?? NaN);
  return [
    title,
    el('p', { class: 'summary' }, running ? say('running') : summary(gradients)),
    ...(stale && !running ? [el('div', { class: 'notice' }, el('p', {}, say('stale')))] : []),
    ...(why ? [why] : []),
    el(
      'p',
      { class: 'muted' },
      [say('about', { limit }), seed === null ? '' : say('seed', { seed })].filter(Boolean).join(' '),
    ),
    el('div', { class: 'actions' }, run(), task()),
    el(
      'nav',
      { class: 'overview', 'aria-label': say('tensors') },
      gradients.map((gradient, i) => chip(gradient, i)),
    ),
  ];
}

function chip({ tensor, maxRelativeError, pass }: GradientVerdict, i: number): HTMLElement {
  const error = formatNumber(Number(maxRelativeError.toPrecision(2)));
  const element = button('', { key: `chip-${i}` }, () => {
    const section = document.getElementById(sectionId(i));
    section?.scrollIntoView({ block: 'start' });
    section?.focus({ preventScroll: true });
  });
  element.dataset.tensor = tensor;
  element.dataset.pass = String(pass);
  element.append(
    icon(pass ? 'pass' : 'fail'),
    el('code', {}, tensor),
    ` ${pass ? say('pass') : say('fail')} `,
    el('span', { class: 'muted' }, error),
  );
  return element;
}

/** Tensors case by case; the case is named where there is more than one. */
function showTensors(gradients: GradientVerdict[]): void {
  const isMany = new Set(gradients.map((gradient) => gradient.case)).size > 1;
  tensors.replaceChildren(
    ...gradients.flatMap((gradient, i) => [
      ...(isMany && gradient.case !== gradients[i - 1]?.case ? [el('h2', { class: 'case' }, gradient.case)] : []),
      tensorView(gradient, sectionId(i), say),
    ]),
  );
}

function summary(gradients: GradientVerdict[]): string {
  return say('summary', { passed: gradients.filter(({ pass }) => pass).length, total: gradients.length });
}

function sectionId(i: number): string {
  return `tensor-${i}`;
}
