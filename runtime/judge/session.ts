import { isOnDevice } from '../protocol/engine';
import type { EngineReport } from '../protocol/engine';
import type { FromLearner, Printed, ToLearner, TrainPlan } from '../protocol/learner';
import type { StepFeatures } from '../protocol/pricing';
import type { Script, ScriptResult } from '../protocol/script';
import type { Clock } from './clock';
import type { LearnerEnd, LearnerHandle } from './learnerPool';

/** Why a learner did not finish what it was asked; `enough`: nobody wants to know more. */
export type StopReason =
  | 'caseTime'
  | 'totalTime'
  | 'cancelled'
  | 'outOfMemory'
  | 'crashed'
  /** The device of its engine, or the process that its driver lived in, is gone: nothing of the learner's. */
  | 'deviceLost'
  | 'enough';

export class Stopped extends Error {
  readonly reason: StopReason;
  readonly detail: string;

  constructor(reason: StopReason, detail = '') {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}

/** An answer may lie unread while the judge itself was busy: what came in time is heard before time is called. */
const graceMs = 25;

type Loaded = Extract<FromLearner, { type: 'loaded' | 'loadFailed' }>;
type Trained = Extract<FromLearner, { type: 'trained' | 'trainFailed' }>;
export type Report = Extract<FromLearner, { type: 'report' }>;

/** What is heard while a learner trains; the first two say whether to go on. */
export interface TrainingListener {
  report(report: Report): boolean;
  stepRecorded(features: StepFeatures): boolean;
  printed: OnPrinted;
}

/** Hears output as it comes: of the answer that comes next, which does not repeat it. */
type OnPrinted = (printed: Printed) => void;

const unheard: OnPrinted = () => {};

/** The judge's side of one learner: questions with time limits, rejected with `Stopped` when it ends. */
export class Session {
  readonly #learner: LearnerHandle;
  readonly #clock: Clock;
  #listener: (message: FromLearner) => void = () => {};
  #reject: (stopped: Stopped) => void = () => {};
  #stopped: Stopped | undefined;

  constructor(learner: LearnerHandle, clock: Clock) {
    this.#learner = learner;
    this.#clock = clock;
    learner.channel.onMessage((message) => {
      if (message.type === 'deviceLost') this.stop(this.#lost(message.detail));
      else this.#listener(message);
    });
    void learner.ended.then((end) => this.stop(this.#stoppedBy(end)));
  }

  get engine(): EngineReport | undefined {
    return this.#learner.engine;
  }

  get debugUrl(): string | undefined {
    return this.#learner.debugUrl;
  }

  /** Whether it came to nothing, by no fault of the learner's. */
  get isLost(): boolean {
    return this.#stopped?.reason === 'deviceLost';
  }

  get peakMemoryBytes(): number {
    return this.#learner.peakMemoryBytes();
  }

  /** Ends the learner; whatever waits for it is rejected. The first reason stands. */
  stop(why: Stopped): void {
    this.#stopped ??= why;
    this.#reject(this.#stopped);
    this.#learner.end();
  }

  load(
    message: Extract<ToLearner, { type: 'load' }>,
    limitMs: number,
    onPrinted: OnPrinted = unheard,
  ): Promise<Loaded> {
    return this.#ask<Loaded>(message, limitMs, onPrinted, (answer, done) => {
      if (answer.type === 'loaded' || answer.type === 'loadFailed') done(answer);
    });
  }

  /** `limitMs` is for all scripts of one group; groups stand one after the other. */
  run(
    scripts: readonly Script[],
    groupOf: (index: number) => unknown,
    limitMs: number,
    onResult: (index: number, result: ScriptResult) => void,
    onPrinted: OnPrinted = unheard,
  ): Promise<void> {
    if (scripts.length === 0) return Promise.resolve();
    return this.#ask<void>({ type: 'run', scripts: [...scripts] }, limitMs, onPrinted, (answer, done, restart) => {
      if (answer.type !== 'ran') return;
      if (answer.result.observations.length !== scripts[answer.index]?.steps.length) {
        return this.stop(new Stopped('crashed', 'protocol'));
      }
      onResult(answer.index, answer.result);
      if (answer.index === scripts.length - 1) done();
      else if (groupOf(answer.index) !== groupOf(answer.index + 1)) restart();
    });
  }

  train(plan: TrainPlan, limitMs: number, listener: TrainingListener): Promise<Trained> {
    // The first step, the last, one that comes out of turn, and what stood at the end of the loop.
    let due = Math.ceil(plan.totalSteps / plan.reportEvery) + 4;
    const { printed } = listener;
    return this.#ask<Trained>({ type: 'train', plan }, limitMs, printed, (answer, done) => {
      if (answer.type === 'report') {
        if (answer.step > plan.totalSteps || due-- === 0) return this.stop(new Stopped('crashed', 'protocol'));
        if (!listener.report(answer)) this.stop(new Stopped('enough'));
      } else if (answer.type === 'stepRecorded') {
        if (!listener.stepRecorded(answer.features)) this.stop(new Stopped('enough'));
      } else if (answer.type === 'trained' || answer.type === 'trainFailed') done(answer);
    });
  }

  #ask<T>(
    question: ToLearner,
    limitMs: number,
    onPrinted: OnPrinted,
    hear: (answer: FromLearner, done: (value: T) => void, restart: () => void) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let callOff = () => {};
      let over = false;
      const restart = () => {
        callOff();
        if (over || !Number.isFinite(limitMs)) return;
        callOff = this.#clock.after(limitMs, () => {
          callOff = this.#clock.after(graceMs, () => this.stop(new Stopped('caseTime')));
        });
      };
      const finish = () => {
        over = true;
        callOff();
        this.#listener = () => {};
        this.#reject = () => {};
      };
      this.#reject = (stopped) => {
        finish();
        reject(stopped);
      };
      this.#listener = (answer) => {
        if (answer.type === 'printed') return onPrinted(answer);
        const done = (value: T) => {
          finish();
          resolve(value);
        };
        hear(answer, done, restart);
      };
      if (this.#stopped) return this.#reject(this.#stopped);
      restart();
      this.#learner.channel.post(question);
    });
  }

  /** Only what has a device can lose it. */
  #lost(detail: string): Stopped {
    return this.#hasDevice ? new Stopped('deviceLost', detail) : new Stopped('crashed', 'protocol');
  }

  get #hasDevice(): boolean {
    return isOnDevice(this.engine?.name ?? '');
  }

  #stoppedBy(end: LearnerEnd): Stopped {
    switch (end.kind) {
      case 'closed':
        return new Stopped('crashed', 'closed');
      case 'exited': {
        const how = end.signal ?? `exit ${end.code}`;
        // A driver lives in the learner's own process, and may end it.
        return this.#hasDevice ? new Stopped('deviceLost', how) : new Stopped('crashed', how);
      }
      case 'protocol':
        return new Stopped('crashed', 'protocol');
      case 'outOfMemory':
        // Many a device takes its memory from the machine's own.
        return this.#hasDevice ? new Stopped('deviceLost', 'out of memory') : new Stopped('outOfMemory');
      default:
        return end satisfies never;
    }
  }
}
