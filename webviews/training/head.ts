import { button, el, prose } from '../dom';
import { icon } from '../icons';
import type { IconName } from '../icons';
import { formatCount } from '../../runtime/words/format';
import type { TrainingPoint, TrainingRun, TrainingState } from '../../runtime/protocol/training';
import type { TrainingView } from '../protocol';
import type { Post, SayTraining } from './context';
import { duration, loss, share, speed, timeLeft } from './figures';

const stateIcons: Record<TrainingState, IconName> = {
  running: 'running',
  finished: 'pass',
  cancelled: 'cancelled',
  failed: 'error',
  interrupted: 'error',
};

/** All above the curves but the buttons: what runs, and how far it is. */
export function headView(view: TrainingView, say: SayTraining, post: Post): Node[] {
  const { run, exercise } = view;
  const title = el('h1', {}, exercise.title);
  return run ? [title, ...runView(view, run, say, post)] : [title, emptyView(view, say, post)];
}

function emptyView({ blocked }: TrainingView, say: SayTraining, post: Post): Node {
  return el(
    'div',
    { class: 'empty' },
    el('h2', {}, say('empty')),
    el('p', {}, say('emptyMore')),
    el(
      'div',
      { class: 'actions' },
      button(say('runAndCheck'), { key: 'run', primary: true, disabled: blocked !== null }, () =>
        post({ type: 'runAgain' }),
      ),
      button(say('openTask'), { key: 'task' }, () => post({ type: 'openTask' })),
    ),
    blocked && el('p', {}, blockedWords(blocked, say)),
  );
}

/** Training that ended well is not yet a check that passed: in words, what the run came to. */
export function stateWords(state: TrainingState, result: TrainingView['result'], say: SayTraining): string {
  if (state !== 'finished' || !result) return say(state);
  return say(result.pass ? 'finishedPassed' : 'finishedNotPassed');
}

function runView(
  { result, standIns, predicted }: TrainingView,
  run: TrainingRun,
  say: SayTraining,
  post: Post,
): Node[] {
  const last = run.points.at(-1);
  const sign = result && run.state === 'finished' ? (result.pass ? 'pass' : 'fail') : stateIcons[run.state];
  const isRunning = run.state === 'running';
  const figures: [string, string][] = [
    [say('elapsed'), duration(last?.elapsedMs ?? 0, say)],
    ...(isRunning
      ? [[say('eta'), duration(timeLeft(last, run.totalSteps, run.on?.startedMs ?? 0), say)] as [string, string]]
      : []),
    [say('throughput'), speed(sinceItBegan(run), say)],
    [say('trainLoss'), loss(last?.trainLoss, say)],
    [say('testLoss'), loss(last?.testLoss, say)],
    [say('trainAccuracy'), share(last?.trainAccuracy, say)],
    [say('testAccuracy'), share(last?.testAccuracy, say)],
    [say('seed'), String(run.seed)],
  ];
  return [
    el(
      'p',
      { class: 'state-line' },
      icon(sign),
      el('strong', {}, stateWords(run.state, result, say)),
      el(
        'span',
        { class: 'muted' },
        say('stepOf', { step: formatCount(last?.step ?? 0), total: formatCount(run.totalSteps) }),
      ),
    ),
    el('progress', { max: Math.max(1, run.totalSteps), value: last?.step ?? 0, 'aria-label': say('step') }),
    ...(result ? [resultView(result, run.state, say, post)] : []),
    ...lossesView(run, say),
    ...(run.state === 'interrupted' ? [el('div', { class: 'notice' }, el('p', {}, say('interruptedMore')))] : []),
    ...(standIns.length > 0
      ? [
          el(
            'div',
            { class: 'notice' },
            el('p', {}, say('standIns', { exercises: standIns.join(say('listSeparator')) })),
          ),
        ]
      : []),
    el(
      'dl',
      { class: 'facts' },
      figures.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
      el('div', { class: 'wide' }, el('dt', {}, say('engine')), el('dd', {}, engineWords(run, say))),
      predicted !== null && el('div', { class: 'wide' }, el('dt', {}, say('predicted')), el('dd', {}, predicted)),
    ),
  ];
}

/** What was drawn before it began again tells nothing of its speed now. */
const sinceItBegan = ({ points, on }: TrainingRun): TrainingPoint[] =>
  points.filter(({ elapsedMs }) => elapsedMs > (on?.startedMs ?? 0));

function engineWords({ on, measuring, state }: TrainingRun, say: SayTraining): string {
  if (!on && measuring !== undefined && state === 'running') return say('measuring', { engine: measuring });
  if (!on) return say('unknown');
  return on.device && on.device !== on.engine ? say('device', on) : on.engine;
}

/** Where a run began again. */
function lossesView({ on }: TrainingRun, say: SayTraining): Node[] {
  const losses = on?.lost ?? [];
  return losses.map((loss, i) => {
    const next = losses[i + 1]?.engine ?? on!.engine;
    return el('div', { class: 'notice' }, el('p', {}, say('lost', { ...loss, next })));
  });
}

function resultView(
  { pass, text }: NonNullable<TrainingView['result']>,
  state: TrainingState,
  say: SayTraining,
  post: Post,
): Node {
  const helpful = !pass && (state === 'finished' || state === 'failed');
  return el(
    'div',
    { class: 'result' },
    el('p', {}, prose(text)),
    helpful && button(say('whyNot'), { key: 'why', link: true }, () => post({ type: 'openTask' })),
  );
}

export function toolbar(
  { blocked, run }: TrainingView,
  asTable: boolean,
  say: SayTraining,
  post: Post,
  toggle: () => void,
): Node[] {
  if (!run) return [];
  return [
    run.state === 'running'
      ? button(say('cancel'), { key: 'run', primary: true }, () => post({ type: 'cancel' }))
      : button(say('runAgain'), { key: 'run', primary: true, disabled: blocked !== null }, () =>
          post({ type: 'runAgain' }),
        ),
    button(say('openTask'), { key: 'task' }, () => post({ type: 'openTask' })),
    ...(run.points.length > 0 ? [button(asTable ? say('asChart') : say('asTable'), { key: 'table' }, toggle)] : []),
    ...(blocked ? [el('span', { class: 'muted' }, blockedWords(blocked, say))] : []),
  ];
}

function blockedWords(blocked: NonNullable<TrainingView['blocked']>, say: SayTraining): string {
  return blocked === 'untrusted' ? say('untrusted') : say('noWorkspace');
}
