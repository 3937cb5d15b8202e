import './task.css';
import type { PanelStrings } from '../../runtime/words/en';
import { el, refill } from '../dom';
import { openPage } from '../page';
import { parseToTask } from '../parsers';
import type { FromTask, TaskView, ToTask } from '../protocol';
import { actions } from './actions';
import { loadFormulaFonts } from './fonts';
import { hintList } from './hints';
import { runningView } from './running';
import { statement, taskHeader } from './statement';
import { verdictView } from './verdict';

const { say, root, post, keep, onMessage } = openPage<PanelStrings<'task'>, FromTask, ToTask>(parseToTask);

const sections = {
  header: el('header', { class: 'header' }),
  actions: el('div', { class: 'toolbar' }),
  running: el('section', { class: 'running-slot' }),
  verdict: el('section', { class: 'verdict-slot', 'aria-label': say('verdict') }),
  statement: el('article', { class: 'statement', 'aria-label': say('task') }),
  hints: el('section', { class: 'hints', 'aria-label': say('hints') }),
};
const announcer = el('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
let view: TaskView | undefined;

loadFormulaFonts();
root.append(el('p', { class: 'muted' }, say('loading')));
onMessage((message) => {
  const before = view;
  switch (message.type) {
    case 'snapshot':
      view = message.view;
      break;
    case 'changed':
      if (!view) return;
      view = { ...view, ...message.view };
      break;
    default:
      message satisfies never;
  }
  if (view) show(view, before);
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') post({ type: 'ready' });
});
post({ type: 'ready' });

function show(now: TaskView, before: TaskView | undefined): void {
  const isOther = before?.exercise.id !== now.exercise.id;
  if (!before) root.replaceChildren(...Object.values(sections), announcer);
  if (isOther) {
    keep({ exercise: now.exercise.id });
    document.title = now.exercise.title;
    window.scrollTo(0, 0);
  }
  refill(sections.header, taskHeader(now, say));
  refill(sections.actions, actions(now, say, post));
  // The class stays while the check runs, so that its delayed appearance begins only once.
  sections.running.classList.toggle('running', now.check.state === 'running');
  refill(sections.running, runningView(now, say));
  refill(sections.verdict, verdictView(now, say, post));
  sections.verdict.setAttribute('aria-busy', String(now.check.state === 'running'));
  if (isOther || before?.html !== now.html) refill(sections.statement, statement(now, post));
  refill(sections.hints, hintList(now, say, post));
  announce(now, isOther ? undefined : before);
}

/** Says aloud what has just happened, and brings a new verdict or hint into sight. */
function announce(now: TaskView, before: TaskView | undefined): void {
  if (!before) return;
  const { shown, total } = now.hints;
  if (before.check.state === 'idle' && now.check.state === 'running') {
    announcer.textContent = say('announceRunning');
  } else if (now.verdict && now.verdict !== before.verdict && before.check.state === 'running') {
    const { label, headline, tally, partial } = now.verdict.rendered;
    announcer.textContent = [label, headline, tally, partial].filter(Boolean).join(' ');
    window.scrollTo(0, 0);
  } else if (shown.length > before.hints.shown.length) {
    announcer.textContent = say('announceHint', { number: shown.length, total });
    sections.hints.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }
}
