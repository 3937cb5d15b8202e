import type { CheckEvent, CheckRequest } from '../protocol/judge';
import type { ModuleText, ToLearner } from '../protocol/learner';
import type { ErrorReason, Failure, Verdict } from '../protocol/verdict';
import type { Clock } from './clock';
import { compileText } from './compile';
import { checkConstraints } from './constraints';
import type { Datasets } from './datasets';
import { Examiner } from './examiner';
import type { Telling } from './failure';
import type { LearnerPool } from './learnerPool';
import { Places } from './places';
import { isScripted, planCases } from './plannedCase';
import type { PlannedCase } from './plannedCase';
import type { Preparations, Prepared } from './prepare';
import { Questioning } from './questioning';
import { Stopped } from './session';
import type { Session } from './session';
import { Sessions } from './sessions';
import type { Source } from './source';
import { textHash } from './textHash';
import { capped, TrainingWatch } from './trainCase';
import { planTraining } from './trainingPlan';
import type { TrainSpec } from './trainingPlan';
import { drawSeed } from './trial';
import { layFoundations } from './uses';

/** What all checks share. */
export interface CheckParts {
  preparations: Preparations;
  learners: LearnerPool;
  clock: Clock;
  datasets: Datasets;
}

type Draft = Omit<Verdict, 'durationMs' | 'cases' | 'peakMemoryBytes' | 'outcome'> & { outcome?: Verdict['outcome'] };

/** One check, from the text to its verdict. */
export class Check {
  readonly #parts: CheckParts;
  readonly #request: CheckRequest;
  readonly #onEvent: (event: CheckEvent) => void;
  readonly #signal: AbortSignal;
  readonly #sessions: Sessions;
  readonly #draft: Draft;
  #cases: PlannedCase[] = [];
  #watch: TrainingWatch | undefined;

  constructor(parts: CheckParts, request: CheckRequest, onEvent: (event: CheckEvent) => void, signal: AbortSignal) {
    this.#parts = parts;
    this.#request = request;
    this.#onEvent = onEvent;
    this.#signal = signal;
    this.#sessions = new Sessions(parts.learners, parts.clock);
    this.#draft = {
      formatVersion: 1,
      exercise: request.exercise,
      exerciseVersion: 0,
      textHash: '',
      ...(request.documentVersion !== undefined && { documentVersion: request.documentVersion }),
      seed: request.seed,
      gradients: [],
      standIns: [],
      prints: '',
      printsCut: 0,
      engine: 'cpu',
      device: 'CPU',
    };
  }

  /** Never rejects: whatever goes wrong is in the verdict. */
  async run(): Promise<Verdict> {
    const started = this.#parts.clock.now();
    const cancel = () => this.#sessions.stop(new Stopped('cancelled'));
    this.#signal.addEventListener('abort', cancel, { once: true });
    if (this.#signal.aborted) cancel();
    try {
      await this.#judge();
    } catch (error) {
      this.#draft.error = errorOf(error);
      const metrics = this.#watch?.metrics;
      if (metrics) this.#draft.metrics = metrics;
    } finally {
      this.#signal.removeEventListener('abort', cancel);
      this.#sessions.end(new Stopped('cancelled'));
    }
    return this.#verdict(this.#parts.clock.now() - started);
  }

  async #judge(): Promise<void> {
    const { exercise: id, file, text, mode, uses } = this.#request;
    this.#draft.textHash = await textHash(text);
    const prepared = await this.#parts.preparations.of(id);
    const { exercise } = prepared;
    this.#draft.exerciseVersion = exercise.version;
    const limits = mode === 'debug' ? { ...exercise.limits, caseMs: Infinity, totalMs: Infinity } : exercise.limits;
    this.#sessions.limit(limits.totalMs, new Stopped('totalTime'));

    const around = { isClass: (entry: string) => prepared.kinds.get(entry) === 'class', timeLimitMs: limits.caseMs };
    if (mode !== 'run') {
      this.#cases = planCases(prepared, around, this.#request);
      const planned = this.#cases.map(({ name, entry, visible }) => ({ name, entry, visible }));
      this.#onEvent({ type: 'planned', cases: planned });
    }

    const used = new Set(prepared.modules.map(({ path }) => path));
    const compiled = compileText(id, file, text, (path) => path !== id && used.has(path));
    if (compiled.kind === 'refused') return this.#fail(compiled.failure);
    const { source, module } = compiled;
    const unwritten = unwrittenEntries(prepared, source);
    if (mode === 'check' && unwritten.size === exercise.entry.length) {
      this.#draft.outcome = 'notAttempted';
      return;
    }

    const foundations = await layFoundations(prepared, this.#parts.preparations, uses, (use, own) =>
      this.#passes(use, own),
    );
    this.#draft.standIns = foundations.standIns;
    const modules = [...foundations.modules, module];
    const telling: Telling = {
      learner: source,
      reference: prepared.source,
      places: new Places([...foundations.own, module]),
      tolerance: exercise.tolerance,
    };
    const open = (defaultFloat: 'float64' | 'float32') =>
      this.#open(prepared, modules, defaultFloat, limits.caseMs, telling);

    const session = await open('float64');
    if (!session || mode === 'run') return;
    const questioning = new Questioning({
      cases: this.#cases.filter(isScripted),
      examiner: new Examiner(prepared, this.#parts.preparations, around),
      caseMs: limits.caseMs,
      clock: this.#parts.clock,
      open: async () => (await open('float64')) ?? Promise.reject(new Stopped('crashed', 'the text loaded once only')),
      onEvent: this.#onEvent,
      numberOf: (planned) => this.#cases.indexOf(planned),
      telling,
      unwritten,
      explains: mode === 'check' && this.#request.extent !== 'untilFailure',
      stopsAtFailure: this.#request.extent === 'untilFailure',
    });
    await questioning.run(session);
    this.#draft.gradients = questioning.gradients;
    this.#draft.printsCut += questioning.printsCut;

    for (const planned of this.#cases) {
      if (
        planned.spec.kind === 'train' &&
        this.#cases.every(({ outcome, spec }) => outcome === 'pass' || spec.kind === 'train')
      ) {
        this.#sessions.limit(limits.totalMs, new Stopped('totalTime'));
        await this.#train(planned, planned.spec, prepared, around.isClass, limits.totalMs, open, telling);
      }
    }
    const broken = checkConstraints(source, exercise.constraints);
    if (broken && this.#cases.every(({ outcome }) => outcome === 'pass')) this.#fail(broken);
  }

  /** A learner with the texts loaded and the entries defined; `undefined` where that failed, and is in the draft. */
  async #open(
    prepared: Prepared,
    modules: ModuleText[],
    defaultFloat: 'float64' | 'float32',
    limitMs: number,
    telling: Telling,
  ): Promise<Session | undefined> {
    const { limits, entry: entries, id } = prepared.exercise;
    const debugging = this.#request.mode === 'debug' ? { inspectPort: 0 } : {};
    const session = await this.#sessions.open({ memoryLimitMB: limits.memoryMB, ...debugging });
    if (session.debugUrl !== undefined) {
      const port = Number(/:(\d+)\//.exec(session.debugUrl)?.[1]);
      this.#onEvent({ type: 'debugReady', url: session.debugUrl, port });
    }
    const load: ToLearner = {
      type: 'load',
      modules,
      main: id,
      entries,
      defaultFloat,
      memoryLimitBytes: limits.memoryMB * 2 ** 20,
    };
    const loaded = await session.load(load, limitMs);
    this.#draft.prints = capped(loaded.prints);
    if (loaded.prints !== '') this.#onEvent({ type: 'prints', text: this.#draft.prints });
    if (loaded.type === 'loadFailed') {
      const error = telling.places.original(loaded.error);
      const [place] = error.frames;
      this.#draft.error = { reason: 'threw', thrown: error, ...(place && { place }) };
      this.#fail({ finding: { code: 'threw', error }, ...(place && { place }) });
      return undefined;
    }
    const found = new Map(loaded.exports);
    for (const entry of this.#request.mode === 'run' ? [] : entries) {
      const failure = undefinedEntry(entry, prepared, found.get(entry), telling.learner);
      if (failure) {
        this.#fail(failure);
        return undefined;
      }
    }
    return session;
  }

  async #train(
    planned: PlannedCase,
    spec: TrainSpec,
    prepared: Prepared,
    isClass: (entry: string) => boolean,
    limitMs: number,
    open: (defaultFloat: 'float32') => Promise<Session | undefined>,
    telling: Telling,
  ): Promise<void> {
    const index = this.#cases.indexOf(planned);
    const { dataset } = prepared.exercise;
    const data = spec.plan.data || dataset === undefined ? undefined : await this.#parts.datasets(dataset);
    const seed = drawSeed(this.#request.seed, spec.name, 0);
    const training = planTraining(spec, data, isClass, seed, limitMs);
    const session = await open('float32');
    if (!session) return;
    const { engine, device, standIns } = this.#draft;
    this.#onEvent({ type: 'caseStarted', index });
    this.#onEvent({ type: 'trainingStarted', totalSteps: spec.plan.steps, engine, device, standIns });
    this.#watch = new TrainingWatch(training, this.#onEvent);
    planned.outcome = 'error';
    const started = this.#parts.clock.now();
    const { finding, metrics, prints } = await this.#watch.run(session, spec, limitMs);
    planned.durationMs = this.#parts.clock.now() - started;
    planned.prints = prints;
    if (metrics) this.#draft.metrics = metrics;
    planned.outcome = finding === undefined ? 'pass' : finding.code === 'threw' ? 'error' : 'fail';
    if (finding) planned.failure = trainingFailure(finding, planned.entry, telling);
    this.#onEvent({ type: 'caseFinished', index, outcome: planned.outcome });
  }

  /** An earlier exercise's text, checked now because nobody knows that it passed. */
  async #passes(exercise: string, text: string): Promise<boolean> {
    const { seed, engine, uses } = this.#request;
    const request: CheckRequest = {
      exercise,
      file: `${exercise}.ts`,
      text,
      seed,
      engine,
      uses,
      mode: 'check',
      extent: 'withoutTraining',
    };
    return (await new Check(this.#parts, request, () => {}, this.#signal).run()).outcome === 'pass';
  }

  #fail(failure: Failure): void {
    this.#draft.failure = failure;
  }

  #verdict(durationMs: number): Verdict {
    const cases = this.#cases;
    const headline = cases.findIndex(({ outcome }) => outcome === 'fail' || outcome === 'error');
    const first = cases[headline];
    const error = this.#draft.error ?? errorIn(first);
    return {
      ...this.#draft,
      ...(error && { error }),
      outcome:
        this.#draft.outcome ?? outcomeOf(error, this.#draft.failure ?? first?.failure, cases, this.#request.mode),
      cases: cases.map(({ name, entry, visible, outcome, durationMs: took, failure, prints }) => ({
        name,
        entry,
        visible,
        outcome,
        durationMs: took,
        ...(failure && { failure }),
        prints,
      })),
      ...(headline >= 0 && { headline }),
      peakMemoryBytes: this.#sessions.peakMemoryBytes,
      durationMs,
    };
  }
}

function outcomeOf(
  error: Verdict['error'],
  failure: Failure | undefined,
  cases: readonly PlannedCase[],
  mode: CheckRequest['mode'],
): Verdict['outcome'] {
  if (error) return 'error';
  if (failure) return 'fail';
  // Running a file answers no question about the exercise.
  if (mode === 'run') return 'notAttempted';
  return cases.every(({ outcome }) => outcome === 'pass') ? 'pass' : 'fail';
}

/** A case that ended in an error makes the whole check one, if it is the first that did not pass. */
function errorIn(first: PlannedCase | undefined): Verdict['error'] {
  if (first?.outcome !== 'error') return undefined;
  const finding = first.failure?.finding;
  if (finding?.code !== 'threw') return { reason: 'timedOut' };
  const place = first.failure?.place;
  return { reason: 'threw', thrown: finding.error, ...(place && { place }) };
}

const reasons: Record<Stopped['reason'], ErrorReason> = {
  caseTime: 'timedOut',
  totalTime: 'timedOut',
  cancelled: 'cancelled',
  enough: 'cancelled',
  outOfMemory: 'outOfMemory',
  crashed: 'crashed',
};

function errorOf(error: unknown): NonNullable<Verdict['error']> {
  if (!(error instanceof Stopped))
    return { reason: 'internal', detail: error instanceof Error ? error.message : String(error) };
  return { reason: reasons[error.reason], ...(error.detail !== '' && { detail: error.detail }) };
}

/** Entries that are the starter's still, token by token. */
function unwrittenEntries({ exercise, starter }: Prepared, source: Source): Set<string> {
  return new Set(
    exercise.entry.filter((entry) => {
      const tokens = source.tokensOf(entry);
      return tokens !== undefined && tokens.join(' ') === starter?.tokensOf(entry)?.join(' ');
    }),
  );
}

function undefinedEntry(
  entry: string,
  { kinds }: Prepared,
  found: 'function' | 'class' | 'missing' | 'other' = 'missing',
  learner: Source,
): Failure | undefined {
  if (found === 'missing') return { finding: { code: 'missing', entry } };
  const expected = kinds.get(entry);
  if ((expected !== 'function' && expected !== 'class') || found === expected) return undefined;
  const place = learner.placeOf(entry);
  return { finding: { code: 'wrongKind', entry, expected, found }, ...(place && { place }) };
}

function trainingFailure(finding: Failure['finding'], entry: string, { places, learner }: Telling): Failure {
  if (finding.code !== 'threw') {
    const place = learner.placeOf(entry);
    return { finding, ...(place && { place }) };
  }
  const error = places.original(finding.error);
  const [place] = error.frames;
  return { finding: { code: 'threw', error }, ...(place && { place }) };
}
