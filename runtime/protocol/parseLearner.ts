import type { FromLearner, ModuleText, ToLearner, TrainPlan } from './learner';
import { count, fieldsOf, flag, list, oneOf, optional, pair, real, record, text, union } from './parse';
import type { Parser } from './parse';
import { engineReport } from './parseEngine';
import { parseStepFeatures } from './parsePricing';
import { parseArray, parseValue } from './parseValue';
import type { Argument, ExportKind, Observation, Script, ScriptResult, SourcePlace, Step, ThrownError } from './script';

type Tagged<Union, Tag extends keyof Union, K extends Union[Tag]> = Omit<Extract<Union, Record<Tag, K>>, Tag>;
type From<K extends FromLearner['type']> = Tagged<FromLearner, 'type', K>;
type To<K extends ToLearner['type']> = Tagged<ToLearner, 'type', K>;
type Seen<K extends Observation['kind']> = Tagged<Observation, 'kind', K>;
type Given<K extends Argument['kind']> = Tagged<Argument, 'kind', K>;
type Op<K extends Step['op']> = Tagged<Step, 'op', K>;

export const exportKind: Parser<ExportKind> = oneOf('function', 'class', 'missing', 'other');

export const sourcePlace = record<SourcePlace>({ file: text, line: count, column: count });

const npParameters: Parser<Record<string, string | number>> = (value, path) =>
  Object.fromEntries(
    Object.entries(fieldsOf(value, path)).map(([key, field]) => [
      key,
      typeof field === 'number' ? field : text(field, `${path}.${key}`),
    ]),
  );

export const thrownError = record<ThrownError>({
  name: text,
  message: text,
  frames: list(sourcePlace),
  np: optional(record<NonNullable<ThrownError['np']>>({ where: text, code: text, parameters: npParameters })),
});

const observation = union<'kind', Observation>('kind', {
  returned: record<Seen<'returned'>>({
    value: parseValue,
    changed: list(count),
    shares: list(count),
    durationMs: real,
    prints: text,
  }),
  threw: record<Seen<'threw'>>({ error: thrownError, durationMs: real, prints: text }),
  notRun: record<Seen<'notRun'>>({ because: count }),
});

const scriptResult = record<ScriptResult>({ observations: list(observation), calls: list(count), printsCut: count });

const fromLearner = union<'type', FromLearner>('type', {
  ready: record<From<'ready'>>({ debugUrl: optional(text), engine: optional(engineReport) }),
  printed: record<From<'printed'>>({ prints: text, printsCut: count }),
  loaded: record<From<'loaded'>>({ exports: list(pair(text, exportKind)), prints: text, printsCut: count }),
  loadFailed: record<From<'loadFailed'>>({ error: thrownError, prints: text, printsCut: count }),
  ran: record<From<'ran'>>({ index: count, result: scriptResult }),
  stepRecorded: record<From<'stepRecorded'>>({ features: parseStepFeatures }),
  deviceLost: record<From<'deviceLost'>>({ detail: text }),
  report: record<From<'report'>>({
    step: count,
    elapsedMs: real,
    samples: real,
    train: parseArray,
    test: parseArray,
    prints: text,
    printsCut: count,
  }),
  trained: record<From<'trained'>>({
    step: count,
    elapsedMs: real,
    result: scriptResult,
    prints: text,
    printsCut: count,
  }),
  trainFailed: record<From<'trainFailed'>>({ error: thrownError, prints: text, printsCut: count }),
});

const argument: Parser<Argument> = (value, path) => anyArgument(value, path);

const anyArgument = union<'kind', Argument>('kind', {
  value: record<Given<'value'>>({ value: parseValue }),
  step: record<Given<'step'>>({ step: count }),
  catalogue: record<Given<'catalogue'>>({ name: text, args: list(argument) }),
  report: record<Given<'report'>>({}),
  list: record<Given<'list'>>({ items: list(argument) }),
  record: record<Given<'record'>>({ entries: list(pair(text, argument)) }),
});

const step = union<'op', Step>('op', {
  call: record<Op<'call'>>({ target: text, args: list(argument) }),
  construct: record<Op<'construct'>>({ target: text, args: list(argument) }),
  method: record<Op<'method'>>({ on: count, name: text, args: list(argument) }),
  get: record<Op<'get'>>({ on: count, name: text }),
  set: record<Op<'set'>>({ on: count, name: text, value: argument }),
});

const script = record<Script>({
  seed: real,
  timeLimitMs: real,
  steps: list(step),
  widenFloat32: optional(flag),
  inFloat32: optional(flag),
});

const moduleText = record<ModuleText>({ path: text, file: text, code: text, map: optional(text) });

const trainPlan = record<TrainPlan>({
  script,
  trainProbe: parseArray,
  testProbe: parseArray,
  totalSteps: count,
  samplesPerStep: real,
  reportEvery: real,
});

const toLearner = union<'type', ToLearner>('type', {
  load: record<To<'load'>>({
    modules: list(moduleText),
    main: text,
    entries: list(text),
    defaultFloat: oneOf('float32', 'float64'),
    memoryLimitBytes: real,
  }),
  run: record<To<'run'>>({ scripts: list(script) }),
  train: record<To<'train'>>({ plan: trainPlan }),
});

export const parseFromLearner = (message: unknown): FromLearner => fromLearner(message, '');
export const parseToLearner = (message: unknown): ToLearner => toLearner(message, '');
