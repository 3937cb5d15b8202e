import { exactly, flag, list, oneOf, optional, real, record, text, union } from '../runtime/protocol/parse';
import type { Parser } from '../runtime/protocol/parse';
import { parsePoint, trainingEngine } from '../runtime/protocol/parseTraining';
import { parseGradient } from '../runtime/protocol/parseVerdict';
import type { SourcePlace } from '../runtime/protocol/script';
import type { TrainingRun } from '../runtime/protocol/training';
import type {
  RenderedBlock,
  RenderedCase,
  RenderedCell,
  RenderedEvidence,
  RenderedFailure,
  RenderedPrints,
  RenderedValue,
  RenderedVerdict,
} from '../runtime/words/rendered';
import type {
  CheckView,
  FromGradient,
  FromTask,
  FromTraining,
  GradientView,
  PanelState,
  TaskView,
  ToGradient,
  ToTask,
  ToTraining,
  TrainingView,
} from './protocol';
import { revived } from './posted';

type Fields<T> = { [K in keyof T]-?: Parser<T[K]> };

function partial<T extends object>(fields: Fields<T>): Parser<Partial<T>> {
  const entries = Object.entries<Parser<unknown>>(fields).map(([name, parse]) => [name, optional(parse)]);
  return record<Partial<T>>(Object.fromEntries(entries));
}

function nullable<T>(inner: Parser<T>): Parser<T | null> {
  return (value, path) => (value === null ? null : inner(value, path));
}

const bare = record<object>({});

const place = record<SourcePlace>({ file: text, line: real, column: real });
const caseOutcome = oneOf('pass', 'fail', 'error', 'skipped');
const blocked = nullable(oneOf('untrusted', 'noWorkspace'));

const cell = record<RenderedCell>({ text, differs: nullable(text) });
const block = record<RenderedBlock>({
  label: text,
  columns: list(nullable(real)),
  rows: list(record<RenderedBlock['rows'][number]>({ index: nullable(real), cells: list(cell) })),
});
const value = union<'kind', RenderedValue>('kind', {
  text: record<Omit<Extract<RenderedValue, { kind: 'text' }>, 'kind'>>({
    about: text,
    text,
    cut: nullable(text),
  }),
  table: record<Omit<Extract<RenderedValue, { kind: 'table' }>, 'kind'>>({
    about: text,
    blocks: list(block),
    cut: nullable(text),
  }),
});
const evidence = record<RenderedEvidence>({
  call: text,
  path: text,
  inputs: list(record<RenderedEvidence['inputs'][number]>({ name: text, value })),
  yours: nullable(value),
  expected: nullable(value),
  tolerance: nullable(text),
});
const failure = record<RenderedFailure>({
  case: nullable(text),
  summary: text,
  mistake: nullable(text),
  remarks: list(text),
  place: nullable(place),
  placeText: nullable(text),
  evidence: nullable(evidence),
  seed: nullable(text),
});
const renderedCase = record<RenderedCase>({
  id: text,
  name: text,
  entry: text,
  visible: flag,
  visibility: text,
  outcome: caseOutcome,
  label: text,
  duration: text,
  failure: nullable(failure),
  prints: text,
});
const rendered = record<RenderedVerdict>({
  outcome: oneOf('pass', 'fail', 'notAttempted', 'error'),
  reason: nullable(oneOf('threw', 'timedOut', 'crashed', 'outOfMemory', 'cancelled', 'internal')),
  label: text,
  headline: text,
  failure: nullable(failure),
  advice: list(text),
  cases: list(renderedCase),
  tally: text,
  partial: nullable(text),
  prints: nullable(record<RenderedPrints>({ text, cut: nullable(text) })),
  facts: list(record<RenderedVerdict['facts'][number]>({ label: text, value: text })),
  panels: list(oneOf('gradient', 'training')),
});

// ---- task ----------------------------------------------------------------------------------------------------

const check = union<'state', CheckView>('state', {
  idle: bare,
  running: record<Omit<Extract<CheckView, { state: 'running' }>, 'state'>>({
    cases: list(
      record<Extract<CheckView, { state: 'running' }>['cases'][number]>({
        name: text,
        visible: flag,
        outcome: oneOf('pass', 'fail', 'error', 'skipped', 'running', 'waiting'),
      }),
    ),
  }),
});

const taskFields: Fields<TaskView> = {
  exercise: record<TaskView['exercise']>({
    id: text,
    title: text,
    chapter: text,
    kind: oneOf('code', 'gradient', 'train', 'quiz', 'predict'),
    book: list(text),
  }),
  html: text,
  progress: oneOf('notStarted', 'attempted', 'passed', 'needsLook'),
  peeked: flag,
  hints: record<TaskView['hints']>({
    shown: list(record<TaskView['hints']['shown'][number]>({ title: text, html: text })),
    total: real,
  }),
  compareAfterTries: real,
  next: nullable(record<{ id: string; title: string }>({ id: text, title: text })),
  blocked,
  check,
  verdict: nullable(record<NonNullable<TaskView['verdict']>>({ rendered, stale: flag })),
};

const toTask = union<'type', ToTask>('type', {
  snapshot: record<{ view: TaskView }>({ view: record<TaskView>(taskFields) }),
  changed: record<{ view: Partial<TaskView> }>({ view: partial<TaskView>(taskFields) }),
});

const fromTask = union<'type', FromTask>('type', {
  ready: bare,
  run: bare,
  runCase: record<{ case: string }>({ case: text }),
  cancel: bare,
  hint: bare,
  compare: bare,
  next: bare,
  goTo: record<{ place: SourcePlace }>({ place }),
  openCode: bare,
  openExercise: record<{ exercise: string }>({ exercise: text }),
  showPanel: record<{ panel: 'gradient' | 'training' }>({ panel: oneOf('gradient', 'training') }),
  showOutput: bare,
  manageTrust: bare,
  createWorkspace: bare,
});

// ---- training ------------------------------------------------------------------------------------------------

const exercise = record<{ id: string; title: string }>({ id: text, title: text });
const trainingState = oneOf('running', 'finished', 'cancelled', 'failed', 'interrupted');
const points = list(parsePoint);
const run = record<TrainingRun>({
  formatVersion: exactly(1),
  id: text,
  exercise: text,
  seed: real,
  on: optional(trainingEngine),
  measuring: optional(text),
  startedAt: text,
  totalSteps: real,
  state: trainingState,
  standIns: list(text),
  target: optional(real),
  points,
});
const result = nullable(record<NonNullable<TrainingView['result']>>({ pass: flag, text }));

const toTraining = union<'type', ToTraining>('type', {
  snapshot: record<{ view: TrainingView }>({
    view: record<TrainingView>({
      exercise,
      run: nullable(run),
      standIns: list(text),
      predicted: nullable(text),
      target: nullable(real),
      result,
      blocked,
    }),
  }),
  points: record<Omit<Extract<ToTraining, { type: 'points' }>, 'type'>>({ run: text, points }),
  ended: record<Omit<Extract<ToTraining, { type: 'ended' }>, 'type'>>({
    run: text,
    state: trainingState,
    result,
  }),
});

const fromTraining = union<'type', FromTraining>('type', {
  ready: bare,
  cancel: bare,
  runAgain: bare,
  openTask: bare,
});

// ---- gradient ------------------------------------------------------------------------------------------------

const gradientFields: Fields<GradientView> = {
  exercise,
  seed: nullable(real),
  gradients: list(parseGradient),
  stale: flag,
  running: flag,
  blocked,
};

const toGradient = union<'type', ToGradient>('type', {
  snapshot: record<{ view: GradientView }>({ view: record<GradientView>(gradientFields) }),
  changed: record<{ view: Partial<GradientView> }>({ view: partial<GradientView>(gradientFields) }),
});

const fromGradient = union<'type', FromGradient>('type', {
  ready: bare,
  run: bare,
  openTask: bare,
});

const panelState = record<PanelState>({ exercise: text });

export const parseToTask = (message: unknown): ToTask => toTask(revived(message), '');
export const parseFromTask = (message: unknown): FromTask => fromTask(message, '');
export const parseToTraining = (message: unknown): ToTraining => toTraining(revived(message), '');
export const parseFromTraining = (message: unknown): FromTraining => fromTraining(message, '');
export const parseToGradient = (message: unknown): ToGradient => toGradient(revived(message), '');
export const parseFromGradient = (message: unknown): FromGradient => fromGradient(message, '');
/** For serializers: what a panel left with `setState`. */
export const parsePanelState = (state: unknown): PanelState => panelState(state, '');
