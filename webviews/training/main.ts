import './training.css';
import type { PanelStrings } from '../../runtime/words/en';
import { el, refill } from '../dom';
import { openPage } from '../page';
import { parseToTraining } from '../parsers';
import type { FromTraining, ToTraining, TrainingView } from '../protocol';
import { Curves } from './curves';
import { SeriesTable } from './seriesTable';
import { headView, stateWords, toolbar } from './head';
import { share } from './figures';

const { say, root, post, keep, onMessage } = openPage<PanelStrings<'training'>, FromTraining, ToTraining>(
  parseToTraining,
);

const head = el('header', { class: 'head' });
const buttons = el('div', { class: 'actions toolbar' });
const curves = new Curves(say);
const table = new SeriesTable(say);
const announcer = el('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
let view: TrainingView | undefined;
let asTable = false;
let isDrawn = true;

root.append(el('p', { class: 'muted' }, say('loading')));
onMessage((message) => {
  switch (message.type) {
    case 'snapshot':
      if (!view) root.replaceChildren(head, buttons, curves.element, table.element, announcer);
      view = message.view;
      keep({ exercise: view.exercise.id });
      document.title = `${view.exercise.title} · ${say('title')}`;
      // At once: a page that is just being restored may not get a frame for a while.
      return draw();
    case 'points':
      if (view?.run?.id !== message.run) return;
      view.run.points.push(...message.points);
      break;
    case 'ended':
      if (view?.run?.id !== message.run) return;
      view.run.state = message.state;
      view.result = message.result;
      announcer.textContent = [
        say('announceEnded', {
          state: stateWords(message.state, message.result, say),
          accuracy: share(view.run.points.at(-1)?.testAccuracy, say),
        }),
        message.result?.text ?? '',
      ].join(' ');
      break;
    default:
      message satisfies never;
  }
  // Reports may come faster than frames: one drawing serves all that arrived before it.
  if (isDrawn) requestAnimationFrame(draw);
  isDrawn = false;
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') post({ type: 'ready' });
});
post({ type: 'ready' });

function draw(): void {
  isDrawn = true;
  if (!view) return;
  const { run, target } = view;
  root.dataset.run = run?.id ?? '';
  root.dataset.state = run?.state ?? 'empty';
  root.dataset.points = String(run?.points.length ?? 0);
  refill(head, headView(view, say, post));
  refill(buttons, toolbar(view, asTable, say, post, toggle));
  const points = run?.points ?? [];
  curves.element.hidden = asTable || points.length === 0;
  table.element.hidden = !asTable || points.length === 0;
  if (asTable) table.show(run?.id ?? '', points);
  else curves.show(points, run?.totalSteps ?? 0, target);
}

function toggle(): void {
  asTable = !asTable;
  draw();
}
