import { count, exactly, flag, list, oneOf, optional, real, record, text, union } from './parse';
import { passedOver } from './parseEngine';
import { parsePredictions } from './parsePricing';
import { exportKind, sourcePlace, thrownError } from './parseLearner';
import { parseValue } from './parseValue';
import type { CaseVerdict, Evidence, Failure, Finding, GradientVerdict, Metrics, Verdict } from './verdict';

type Code<K extends Finding['code']> = Omit<Extract<Finding, { code: K }>, 'code'>;

const nothing = record<object>({});
const valueKind = oneOf(
  'ndarray',
  'number',
  'bool',
  'string',
  'null',
  'undefined',
  'list',
  'record',
  'function',
  'promise',
  'opaque',
);
const dtype = oneOf('float32', 'float64', 'int32', 'bool');

const finding = union<'code', Finding>('code', {
  syntax: record<Code<'syntax'>>({ message: text }),
  tooLong: record<Code<'tooLong'>>({ limit: count }),
  importRefused: record<Code<'importRefused'>>({
    specifier: text,
    by: optional(oneOf('require', 'dynamic', 'itself')),
  }),
  noSuchExport: record<Code<'noSuchExport'>>({ specifier: text, name: text, exports: optional(list(text)) }),
  exportRefused: record<Code<'exportRefused'>>({ written: text }),
  missing: record<Code<'missing'>>({ entry: text }),
  wrongKind: record<Code<'wrongKind'>>({ entry: text, expected: oneOf('function', 'class'), found: exportKind }),
  notWritten: record<Code<'notWritten'>>({ entry: text }),
  threw: record<Code<'threw'>>({ error: thrownError }),
  didNotThrow: nothing,
  returnedNothing: nothing,
  notSet: record<Code<'notSet'>>({ name: text }),
  wrongType: record<Code<'wrongType'>>({ expected: valueKind, found: valueKind, type: optional(text) }),
  wrongLength: record<Code<'wrongLength'>>({ expected: count, found: count }),
  wrongKeys: record<Code<'wrongKeys'>>({ missing: list(text), extra: list(text) }),
  wrongShape: record<Code<'wrongShape'>>({
    expected: list(count),
    found: list(count),
    of: optional(exactly('predict')),
  }),
  tooLarge: record<Code<'tooLarge'>>({ shape: list(count) }),
  wrongDType: record<Code<'wrongDType'>>({ expected: dtype, found: dtype }),
  notFinite: record<Code<'notFinite'>>({ index: list(count), found: real, expected: real }),
  wrongValue: record<Code<'wrongValue'>>({
    differing: count,
    total: count,
    worst: record<Code<'wrongValue'>['worst']>({ index: list(count), found: real, expected: real }),
    rtol: real,
    atol: real,
  }),
  notEqual: nothing,
  wrongGradient: record<Code<'wrongGradient'>>({ tensor: text, maxRelativeError: real, limit: real }),
  changedInput: record<Code<'changedInput'>>({ argument: text }),
  calledTimes: record<Code<'calledTimes'>>({ name: text, found: count, limit: count }),
  law: record<Code<'law'>>({ law: optional(text) }),
  constraint: record<Code<'constraint'>>({ rule: text, limit: text, found: text }),
  notDeterministic: nothing,
  neverReported: nothing,
  stepsOutOfOrder: record<Code<'stepsOutOfOrder'>>({ step: count, after: count }),
  stoppedEarly: record<Code<'stoppedEarly'>>({ step: count, total: count }),
  otherNet: record<Code<'otherNet'>>({ answers: optional(exactly('same')) }),
  belowTarget: record<Code<'belowTarget'>>({
    metric: oneOf('testAccuracy', 'trainAccuracy'),
    target: real,
    found: real,
  }),
});

const evidence = record<Evidence>({
  call: text,
  inputs: list(record<Evidence['inputs'][number]>({ name: text, value: parseValue })),
  path: text,
  yours: optional(parseValue),
  expected: optional(parseValue),
  rtol: real,
  atol: real,
});

const failure = record<Failure>({
  finding,
  alsoChanged: optional(text),
  mistake: optional(text),
  place: optional(sourcePlace),
  evidence: optional(evidence),
  seed: optional(real),
});

const caseVerdict = record<CaseVerdict>({
  name: text,
  entry: text,
  visible: flag,
  outcome: oneOf('pass', 'fail', 'error', 'skipped'),
  durationMs: real,
  failure: optional(failure),
  prints: text,
});

export const parseGradient = record<GradientVerdict>({
  case: text,
  tensor: text,
  shape: list(count),
  analytic: list(real),
  numeric: list(real),
  relativeError: list(real),
  maxRelativeError: real,
  limit: real,
  pass: flag,
});

const metrics = record<Metrics>({
  steps: count,
  trainLoss: real,
  trainAccuracy: real,
  testLoss: real,
  testAccuracy: real,
  elapsedMs: real,
  samplesPerSecond: real,
});

export const parseVerdict = record<Verdict>({
  formatVersion: exactly(1),
  exercise: text,
  exerciseVersion: real,
  textHash: text,
  documentVersion: optional(real),
  only: optional(list(text)),
  seed: real,
  outcome: oneOf('pass', 'fail', 'notAttempted', 'error'),
  error: optional(
    record<NonNullable<Verdict['error']>>({
      reason: oneOf('threw', 'timedOut', 'crashed', 'outOfMemory', 'cancelled', 'internal'),
      detail: optional(text),
      thrown: optional(thrownError),
      place: optional(sourcePlace),
    }),
  ),
  cases: list(caseVerdict),
  headline: optional(count),
  failure: optional(failure),
  gradients: list(parseGradient),
  metrics: optional(metrics),
  standIns: list(text),
  withoutFile: optional(list(text)),
  prints: text,
  printsCut: count,
  peakMemoryBytes: real,
  engine: text,
  device: text,
  passedOver: optional(passedOver),
  predictions: optional(parsePredictions),
  durationMs: real,
});
