import type { RenderedVerdict } from '../../runtime/words/rendered';
import { button, el, prose } from '../dom';
import { icon } from '../icons';
import type { IconName } from '../icons';
import type { TaskView } from '../protocol';
import { caseList } from './cases';
import { failureView } from './failure';
import type { Post, SayTask } from './context';

/** The verdict on top of the page: outcome, what is wrong and why, and what was run. */
export function verdictView({ verdict, check }: TaskView, say: SayTask, post: Post): Node[] {
  if (!verdict) return check.state === 'idle' ? [el('p', { class: 'muted no-verdict' }, say('noVerdict'))] : [];
  const { rendered, stale } = verdict;
  const { failure, advice, facts } = rendered;
  return [
    el(
      'div',
      { class: `verdict ${tone(rendered)}`, 'data-outcome': rendered.outcome, 'data-reason': rendered.reason },
      stale && el('div', { class: 'notice' }, el('p', {}, say('stale'))),
      el(
        'div',
        { class: 'verdict-head' },
        icon(verdictIcon(rendered)),
        el('h2', {}, rendered.label),
        el('span', { class: 'muted' }, rendered.tally),
      ),
      rendered.partial && el('p', { class: 'muted partial' }, rendered.partial),
      (!failure || rendered.outcome !== 'fail') && el('p', { class: 'headline' }, prose(rendered.headline)),
      failure && failureView(failure, say, post, rendered.outcome === 'error' ? rendered.headline : ''),
      advice.length > 0 && adviceView(advice, say),
      panelButtons(rendered, say, post),
      printsView(rendered, say, post),
      caseList(rendered, say, post),
      el(
        'details',
        { class: 'more', 'data-key': 'facts' },
        el('summary', {}, say('facts')),
        el(
          'dl',
          { class: 'facts' },
          facts.map(({ label, value }) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
        ),
      ),
    ),
  ];
}

function adviceView(advice: string[], say: SayTask): Node {
  return el(
    'div',
    { class: 'advice' },
    el('h3', {}, say('advice')),
    el(
      'ul',
      {},
      advice.map((line) => el('li', {}, prose(line))),
    ),
  );
}

function panelButtons({ panels }: RenderedVerdict, say: SayTask, post: Post): Node | null {
  if (panels.length === 0) return null;
  return el(
    'div',
    { class: 'actions' },
    panels.map((panel) => button(say(panel), { key: panel }, () => post({ type: 'showPanel', panel }))),
  );
}

function printsView({ prints, cases, failure }: RenderedVerdict, say: SayTask, post: Post): Node | null {
  const ofCase = cases.find(({ name, prints }) => prints !== '' && name === failure?.case)?.prints ?? '';
  if (!prints && !ofCase) return null;
  const block = (title: string, text: string): Node[] => [
    el('h3', {}, title),
    el('pre', { class: 'prints', tabindex: 0 }, text),
  ];
  return el(
    'div',
    { class: 'prints-of' },
    ofCase !== '' && block(say('prints'), ofCase),
    prints && prints.text !== '' && block(say('loadPrints'), prints.text),
    prints?.cut && el('p', { class: 'muted' }, prints.cut),
    button(say('showOutput'), { key: 'output', link: true }, () => post({ type: 'showOutput' })),
  );
}

function verdictIcon({ outcome, reason }: RenderedVerdict): IconName {
  if (outcome !== 'error') return outcome;
  return reason === 'cancelled' || reason === 'timedOut' ? reason : 'error';
}

function tone({ outcome, reason }: RenderedVerdict): string {
  if (outcome === 'pass') return 'good';
  if (outcome === 'fail') return 'bad';
  return outcome === 'notAttempted' || reason === 'cancelled' ? 'neutral' : 'warned';
}
