import type { CheckEvent, CheckRequest, FromJudge, ToJudge } from './judge';
import { count, flag, list, oneOf, optional, real, record, text, union } from './parse';
import { parsePoint, trainingEngine } from './parseTraining';
import { parseSurvey } from './parsePricing';
import { parseVerdict } from './parseVerdict';

type Event<K extends CheckEvent['type']> = Omit<Extract<CheckEvent, { type: K }>, 'type'>;
type From<K extends FromJudge['type']> = Omit<Extract<FromJudge, { type: K }>, 'type'>;
type To<K extends ToJudge['type']> = Omit<Extract<ToJudge, { type: K }>, 'type'>;

const event = union<'type', CheckEvent>('type', {
  planned: record<Event<'planned'>>({
    cases: list(record<Event<'planned'>['cases'][number]>({ name: text, entry: text, visible: flag })),
  }),
  caseStarted: record<Event<'caseStarted'>>({ index: count }),
  caseFinished: record<Event<'caseFinished'>>({ index: count, outcome: oneOf('pass', 'fail', 'error', 'skipped') }),
  prints: record<Event<'prints'>>({ text }),
  trainingStarted: record<Event<'trainingStarted'>>({
    totalSteps: count,
    standIns: list(text),
    target: optional(real),
  }),
  measuringEngine: record<Event<'measuringEngine'>>({ engine: text }),
  trainingEngine,
  trainingPoints: record<Event<'trainingPoints'>>({ points: list(parsePoint) }),
  debugReady: record<Event<'debugReady'>>({ url: text, port: count }),
});

const fromJudge = union<'type', FromJudge>('type', {
  ready: record<object>({}),
  event: record<From<'event'>>({ id: count, event }),
  verdict: record<From<'verdict'>>({ id: count, verdict: parseVerdict }),
  surveyed: record<From<'surveyed'>>({ id: count, survey: optional(parseSurvey) }),
  learnerStarted: record<From<'learnerStarted'>>({ pid: count }),
  learnerEnded: record<From<'learnerEnded'>>({ pid: count }),
});

const request = record<CheckRequest>({
  exercise: text,
  file: text,
  text,
  documentVersion: optional(real),
  seed: real,
  engine: text,
  only: optional(list(text)),
  uses: list(record<CheckRequest['uses'][number]>({ exercise: text, text, passed: flag })),
  retry: optional(record<NonNullable<CheckRequest['retry']>>({ case: text, seed: real })),
  mode: oneOf('check', 'debug', 'run'),
  extent: optional(oneOf('whole', 'untilFailure', 'withoutTraining')),
});

const toJudge = union<'type', ToJudge>('type', {
  check: record<To<'check'>>({ id: count, request }),
  survey: record<To<'survey'>>({ id: count, again: flag }),
  cancel: record<To<'cancel'>>({ id: count }),
});

export const parseFromJudge = (message: unknown): FromJudge => fromJudge(message, '');
export const parseToJudge = (message: unknown): ToJudge => toJudge(message, '');
