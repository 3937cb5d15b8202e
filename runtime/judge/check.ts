import { isOnDevice } from '../protocol/engine';
import type { EngineReport, PassedOver } from '../protocol/engine';
import type { CheckEvent, CheckRequest } from '../protocol/judge';
import type { Failure, Finding, Verdict } from '../protocol/verdict';
import { resolve } from '../script/module';
import type { Clock } from './clock';
import { compileText } from './compile';
import { checkConstraints } from './constraints';
import type { Datasets } from './datasets';
import { unmeasured } from './engineRanking';
import type { EngineRanking } from './engineRanking';
import { Examiner } from './examiner';
import type { Telling } from './failure';
import { missingImport } from './imports';
import type { LearnerPool } from './learnerPool';
import { Loading, NotLoaded, unwrittenEntries } from './loading';
import { caseVerdict, concluded, errorOf } from './outcome';
import { Places } from './places';
import { isScripted, planCases } from './plannedCase';
import type { PlannedCase } from './plannedCase';
import type { Preparations, Prepared } from './prepare';
import { Questioning } from './questioning';
import { Stopped } from './session';
import { Sessions } from './sessions';
import { textHash } from './textHash';
import { trainingFailure, TrainingWatch } from './trainCase';
import { Trainer } from './trainer';
import { planTraining } from './trainingPlan';
import type { TrainSpec } from './trainingPlan';
import { drawSeed } from './trial';
import type { Surroundings } from './trial';
import { layFoundations } from './uses';

/** What all checks share. */
export interface CheckParts {
  preparations: Preparations;
  learners: LearnerPool;
  clock: Clock;
  datasets: Datasets;
  ranking: EngineRanking;
  device: string;
}

/** How many times the time of an exercise is given on a device: each function is compiled for it when it is used for the first time. */
const slowStart = 8;

type Draft = Omit<
  Verdict,
  'durationMs' | 'cases' | 'peakMemoryBytes' | 'outcome' | 'gradients' | 'prints' | 'printsCut'
> & { outcome?: Verdict['outcome'] };

const timesOn = (engine: string, mode: CheckRequest['mode']): number =>
  mode === 'debug' ? Infinity : isOnDevice(engine) ? slowStart : 1;

/** One check, from the text to its verdict. */
export class Check {
  readonly #parts: CheckParts;
  readonly #request: CheckRequest;
  readonly #onEvent: (event: CheckEvent) => void;
  readonly #signal: AbortSignal;
  readonly #sessions: Sessions;
  readonly #draft: Draft;
  #cases: PlannedCase[] = [];
  #loading: Loading | undefined;
  #questioning: Questioning | undefined;
  #watch: TrainingWatch | undefined;
  /** Why the cases cannot be asked on the device that was asked for, if so. */
  #lost: PassedOver | undefined;
  #measuringMs = 0;

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
      standIns: [],
      engine: 'cpu',
      device: parts.device,
    };
  }

  /** Never rejects: whatever goes wrong is in the verdict. */
  async run(): Promise<Verdict> {
    const verdict = await this.#verdict();
    return this.#lost === undefined ? verdict : this.#withoutDevice(this.#lost, verdict.durationMs);
  }

  async #verdict(): Promise<Verdict> {
    const { clock } = this.#parts;
    const started = clock.now();
    const cancel = () => this.#sessions.stop(new Stopped('cancelled'));
    this.#signal.addEventListener('abort', cancel, { once: true });
    if (this.#signal.aborted) cancel();
    try {
      await this.#judge();
    } catch (error) {
      if (error instanceof NoDevice) this.#lost = error.why;
      if (error instanceof Stopped && error.reason === 'deviceLost')
        this.#lost = { engine: this.#draft.engine, why: 'lost', detail: error.detail };
      if (error instanceof NotLoaded) this.#draft.failure = error.failure;
      else this.#draft.error = errorOf(error);
    } finally {
      this.#signal.removeEventListener('abort', cancel);
      this.#sessions.end(new Stopped('cancelled'));
    }
    const metrics = this.#watch?.metrics;
    const loaded = this.#loading?.prints.kept;
    return {
      ...this.#draft,
      ...concluded(this.#cases, this.#request.mode, this.#draft),
      cases: this.#cases.map(caseVerdict),
      gradients: this.#questioning?.gradients ?? [],
      ...(metrics && { metrics }),
      prints: loaded?.prints ?? '',
      printsCut: (loaded?.printsCut ?? 0) + (this.#questioning?.printsCut ?? 0) + (this.#watch?.prints.printsCut ?? 0),
      peakMemoryBytes: this.#sessions.peakMemoryBytes,
      durationMs: clock.now() - started - this.#measuringMs,
    };
  }

  async #judge(): Promise<void> {
    const { exercise: id, file, text, mode } = this.#request;
    const { preparations } = this.#parts;
    this.#draft.textHash = await textHash(text);
    const prepared = await preparations.of(id);
    const { exercise } = prepared;
    this.#draft.exerciseVersion = exercise.version;
    const times = timesOn(this.#request.engine, mode);
    const limits = { caseMs: times * exercise.limits.caseMs, totalMs: times * exercise.limits.totalMs };
    this.#sessions.limit(limits.totalMs, new Stopped('totalTime'));
    const around = {
      isClass: (entry: string) => prepared.kinds.get(entry) === 'class',
      timeLimitMs: limits.caseMs,
      inFloat32: isOnDevice(this.#request.engine) && !exercise.float64,
    };
    if (mode !== 'run') this.#plan(prepared, around);

    const used = new Set(prepared.modules.map(({ path }) => path));
    const compiled = compileText(id, file, text, (path) => path !== id && used.has(path));
    if (compiled.kind === 'refused') return this.#fail(compiled.failure);
    const { source, module } = compiled;
    const unwritten = unwrittenEntries(prepared, source);
    if (mode === 'check' && unwritten.size === exercise.entry.length) {
      this.#draft.outcome = 'notAttempted';
      return;
    }

    const { modules, own, exports, standIns, withoutFile } = await layFoundations(
      prepared,
      preparations,
      this.#request.uses,
      (use, mine) => this.#passes(use, mine),
    );
    this.#draft.standIns = standIns;
    if (withoutFile.length > 0) this.#draft.withoutFile = withoutFile;
    const missing = missingImport(source, (specifier) => exports.get(resolve(specifier, id)));
    if (missing) return this.#fail(missing);
    const telling: Telling = {
      learner: source,
      reference: prepared.source,
      places: new Places([...own, module]),
      tolerance: exercise.tolerance,
    };
    const loading = new Loading({
      sessions: this.#sessions,
      mode,
      engine: this.#request.engine,
      prepared,
      modules: [...modules, module],
      telling,
      limitMs: limits.caseMs,
      onEvent: this.#onEvent,
      onEngine: (engine) => this.#computesOn(engine),
    });
    this.#loading = loading;

    const session = await loading.open();
    if (mode === 'run') return;
    const [why] = session.engine?.passedOver ?? [];
    // Questions in float32 are for a device alone.
    if (why && isOnDevice(why.engine) && mode === 'check') throw new NoDevice(why);
    this.#questioning = new Questioning({
      cases: this.#cases.filter(isScripted),
      examiner: new Examiner(prepared, preparations, around),
      caseMs: limits.caseMs,
      clock: this.#parts.clock,
      open: () => loading.open(),
      onEvent: this.#onEvent,
      numberOf: (planned) => this.#cases.indexOf(planned),
      telling,
      unwritten,
      explains: mode === 'check' && this.#request.extent !== 'untilFailure',
      stopsAtFailure: this.#request.extent === 'untilFailure',
    });
    await this.#questioning.run(session);

    for (const planned of this.#cases) {
      const { spec } = planned;
      if (spec.kind === 'train' && this.#passed((other) => other.spec.kind !== 'train')) {
        await this.#train(planned, spec, prepared, around, telling);
      }
    }
    const broken = checkConstraints(source, exercise.constraints);
    if (broken && this.#passed(() => true)) this.#fail(broken);
  }

  /** The verdict names what computed last: of a net, that is its training. */
  #computesOn({ name, detail, passedOver }: EngineReport): void {
    this.#draft.engine = name;
    const parts = isOnDevice(name) ? [detail] : [this.#parts.device, detail];
    this.#draft.device = parts.filter((part) => part !== '').join(', ');
    this.#passOver(passedOver);
  }

  #plan(prepared: Prepared, around: Surroundings): void {
    this.#cases = planCases(prepared, around, this.#request);
    this.#onEvent({
      type: 'planned',
      cases: this.#cases.map(({ name, entry, visible }) => ({ name, entry, visible })),
    });
  }

  /** What no device answers any more, the processor is asked: from the beginning, so that one verdict comes from one engine. */
  async #withoutDevice(why: PassedOver, lostMs: number): Promise<Verdict> {
    const request = { ...this.#request, engine: 'native' };
    const verdict = await new Check(this.#parts, request, this.#onEvent, this.#signal).run();
    const durationMs = verdict.durationMs + lostMs;
    return { ...verdict, durationMs, passedOver: [why, ...(verdict.passedOver ?? [])] };
  }

  /** In a learner of its own, in float32, with all the time again. */
  async #train(
    planned: PlannedCase,
    spec: TrainSpec,
    { exercise: { dataset, limits } }: Prepared,
    { isClass }: Surroundings,
    telling: Telling,
  ): Promise<void> {
    const { clock, datasets, ranking } = this.#parts;
    const { engine, seed, mode } = this.#request;
    // Whoever answered the cases holds memory, of a device too; a debugger stays with it.
    if (mode === 'check') this.#sessions.close();
    const data = spec.plan.data || dataset === undefined ? undefined : await datasets(dataset);
    const training = planTraining(spec, data, isClass, drawSeed(seed, spec.name, 0), limits.totalMs);
    const index = this.#cases.indexOf(planned);
    this.#onEvent({ type: 'caseStarted', index });
    const { steps: totalSteps, target } = spec.plan;
    const asked = target.testAccuracy === undefined ? {} : { target: target.testAccuracy };
    this.#onEvent({ type: 'trainingStarted', totalSteps, standIns: this.#draft.standIns, ...asked });
    const chooses = engine === 'auto' && mode === 'check';
    if (chooses) await this.#measure();
    const watch = new TrainingWatch(training, clock, this.#onEvent);
    this.#watch = watch;
    const trainer = new Trainer({
      engine,
      // A debugger is attached to one process.
      ranking: chooses || engine !== 'auto' ? ranking : unmeasured,
      watch,
      open: (one, limitMs) => {
        this.#sessions.limit(limitMs, new Stopped('totalTime'));
        return this.#loading!.openToTrain(one);
      },
      device: () => this.#draft.device,
      onEvent: this.#onEvent,
    });
    // Until it says otherwise: a run that is cut off ends here.
    planned.outcome = 'error';
    const started = clock.now();
    let finding: Finding | undefined;
    try {
      finding = await trainer.run(spec, (one) => timesOn(one, mode) * limits.totalMs);
    } finally {
      planned.durationMs = clock.now() - started;
      planned.prints = watch.prints.prints;
      const { predictions, passedOver } = trainer;
      if (predictions.length > 0) this.#draft.predictions = predictions;
      this.#passOver(passedOver);
    }
    if (finding) planned.failure = trainingFailure(finding, planned.entry, telling);
    planned.outcome = finding === undefined ? 'pass' : finding.code === 'threw' ? 'error' : 'fail';
    this.#onEvent({ type: 'caseFinished', index, outcome: planned.outcome });
  }

  /** An earlier exercise's text, checked now because nobody knows that it passed. */
  async #passes(exercise: string, text: string): Promise<boolean> {
    const { seed, uses } = this.#request;
    const file = `${exercise}.ts`;
    // Where it need not be compiled first, so that no time is lost.
    const engine = 'cpu';
    const request: CheckRequest = {
      exercise,
      file,
      text,
      seed,
      engine,
      uses,
      mode: 'check',
      extent: 'withoutTraining',
    };
    return (await new Check(this.#parts, request, () => {}, this.#signal).run()).outcome === 'pass';
  }

  /** The first reason that is known of an engine stands. */
  #passOver(more: readonly PassedOver[]): void {
    const all = [...(this.#draft.passedOver ?? []), ...more];
    const first = all.filter(({ engine }, i) => all.findIndex((one) => one.engine === engine) === i);
    if (first.length > 0) this.#draft.passedOver = first;
  }

  /** No learner's time, but theirs to cancel. */
  async #measure(): Promise<void> {
    this.#sessions.limit(Infinity, new Stopped('totalTime'));
    const { ranking, clock } = this.#parts;
    const started = clock.now();
    await ranking.measure((engine) => this.#onEvent({ type: 'measuringEngine', engine }), this.#signal);
    this.#measuringMs += clock.now() - started;
  }

  #passed(counts: (planned: PlannedCase) => boolean): boolean {
    return this.#cases.filter(counts).every(({ outcome }) => outcome === 'pass');
  }

  #fail(failure: Failure): void {
    this.#draft.failure = failure;
  }
}

/** The device that the check was asked for cannot be had. */
class NoDevice extends Error {
  readonly why: PassedOver;

  constructor(why: PassedOver) {
    super(why.detail);
    this.why = why;
  }
}
