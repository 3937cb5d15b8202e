import type { CheckEvent } from '../protocol/judge';
import type { Printed } from '../protocol/learner';
import type { StepFeatures } from '../protocol/pricing';
import type { ScriptResult } from '../protocol/script';
import type { TrainingPoint } from '../protocol/training';
import type { ArrayValue } from '../protocol/value';
import type { Failure, Finding, Metrics } from '../protocol/verdict';
import { elementsOf } from './elements';
import type { Telling } from './failure';
import type { Clock } from './clock';
import { KeptPrints } from './keptPrints';
import type { Report, Session } from './session';
import { measure, sameAnswers } from './trainingMetrics';
import type { TrainSpec, Training } from './trainingPlan';

/**
 * One training run: the learner's loop says what its net predicts, the judge says what that is worth. One that begins again, from its
 * seed, goes on with its curves where they ended.
 */
export class TrainingWatch {
  readonly #training: Training;
  readonly #clock: Clock;
  readonly #onEvent: (event: CheckEvent) => void;
  #started: number | undefined;
  /** How long it had run when it began for the last time. */
  #before = 0;
  #last: TrainingPoint | undefined;
  #drawnTo = -1;
  #predicted: { train: ArrayValue; test: ArrayValue } | undefined;
  #bad: Finding | undefined;
  #prints = new KeptPrints();
  /** Characters of output that were passed on, and of them those that are yet to come once more. */
  #shown = 0;
  #repeated = 0;

  constructor(training: Training, clock: Clock, onEvent: (event: CheckEvent) => void) {
    this.#training = training;
    this.#clock = clock;
    this.#onEvent = onEvent;
  }

  /**
   * What is wrong with the run, which has just begun, if anything. `goesOn` is told what a step asks of the engine; where it says no,
   * the run is rejected with `Stopped`, as where the learner does not come to an end.
   */
  async run(
    session: Session,
    spec: TrainSpec,
    limitMs: number,
    goesOn: (step: StepFeatures) => boolean,
  ): Promise<Finding | undefined> {
    try {
      const end = await session.train(this.#training.plan, limitMs, {
        report: (report) => this.#hear(report),
        stepRecorded: goesOn,
        printed: (printed) => this.#print(printed),
      });
      this.#print(end);
      return end.type === 'trainFailed' ? { code: 'threw', error: end.error } : this.#finding(spec, end.result);
    } catch (error) {
      if (this.#bad) return this.#bad;
      throw error;
    }
  }

  /** Once more, from the beginning; how long it has run by now. */
  begin(): number {
    this.#started ??= this.#clock.now();
    this.#before = this.#clock.now() - this.#started;
    this.#last = undefined;
    this.#prints = new KeptPrints();
    this.#repeated = this.#shown;
    return this.#before;
  }

  /** The last step that has been drawn; 0 before any. */
  get drawnTo(): number {
    return Math.max(0, this.#drawnTo);
  }

  /** Whether there is any sense in going on. */
  #hear(report: Report): boolean {
    this.#print(report);
    const { trainLabels, testLabels } = this.#training;
    const { step, samples, train, test } = report;
    if (this.#last && step <= this.#last.step) {
      this.#bad = { code: 'stepsOutOfOrder', step, after: this.#last.step };
      return false;
    }
    const onTrain = measure(train, trainLabels);
    const onTest = measure(test, testLabels);
    if ('code' in onTrain || 'code' in onTest) {
      this.#bad = 'code' in onTrain ? onTrain : (onTest as Finding);
      return false;
    }
    this.#predicted = { train, test };
    this.#last = {
      step,
      elapsedMs: this.#before + report.elapsedMs,
      samples,
      trainLoss: onTrain.loss,
      trainAccuracy: onTrain.accuracy,
      testLoss: onTest.loss,
      testAccuracy: onTest.accuracy,
    };
    if (step <= this.#drawnTo) return true;
    this.#drawnTo = step;
    this.#onEvent({ type: 'trainingPoints', points: [this.#last] });
    return true;
  }

  /** As far as it has come. */
  get prints(): Printed {
    return this.#prints.kept;
  }

  /** As far as it has come. */
  get metrics(): Metrics | undefined {
    if (!this.#last) return undefined;
    const { step, samples, ...rest } = this.#last;
    const ms = rest.elapsedMs - this.#before;
    const samplesPerSecond = ms > 0 ? (samples / ms) * 1000 : 0;
    return { ...rest, steps: step, samplesPerSecond };
  }

  #finding({ plan: { target } }: TrainSpec, result: ScriptResult): Finding | undefined {
    if (!this.#last) return { code: 'neverReported' };
    const { step } = this.#last;
    const total = this.#training.plan.totalSteps;
    if (step < total) return { code: 'stoppedEarly', step, total };
    const other = this.#otherNet(result);
    if (other) return other;
    for (const metric of ['testAccuracy', 'trainAccuracy'] as const) {
      const wanted = target[metric];
      const found = this.#last[metric];
      if (wanted !== undefined && !(found >= wanted)) return { code: 'belowTarget', metric, target: wanted, found };
    }
    return undefined;
  }

  /** The last predictions are a learner's word; what the training left behind says the same, or they are of another net. */
  #otherNet(result: ScriptResult): Finding | undefined {
    const predicted = this.#predicted!;
    try {
      const { train, test } = this.#training.scoresOf(result);
      if (agree(predicted.train, train) && agree(predicted.test, test)) return undefined;
      const same = sameAnswers(predicted.train, train) && sameAnswers(predicted.test, test);
      return { code: 'otherNet', ...(same && { answers: 'same' }) };
    } catch {
      return { code: 'otherNet' };
    }
  }

  #print(printed: Printed): void {
    this.#prints.add(printed);
    const text = printed.prints.slice(this.#repeated);
    this.#repeated = Math.max(0, this.#repeated - printed.prints.length);
    this.#shown += text.length;
    if (text !== '') this.#onEvent({ type: 'prints', text });
  }
}

/** Equal up to the rounding of float32, (N,) and (N, 1) being the same; one step of training moves scores by more. */
function agree(reported: ArrayValue, computed: ArrayValue): boolean {
  const [a, b] = [elementsOf(reported), elementsOf(computed)];
  if (a.length !== b.length) return false;
  const largest = Array.from(b).reduce(
    (most, score) => (Number.isFinite(score) ? Math.max(most, Math.abs(score)) : most),
    0,
  );
  return Array.from(b).every((score, i) =>
    Number.isFinite(score) ? Math.abs(a[i]! - score) <= 1e-3 * largest : !Number.isFinite(a[i]),
  );
}

export function trainingFailure(finding: Finding, entry: string, { places, learner }: Telling): Failure {
  if (finding.code !== 'threw') {
    const place = learner.placeOf(entry);
    return { finding, ...(place && { place }) };
  }
  const error = places.original(finding.error);
  const [place] = error.frames;
  return { finding: { code: 'threw', error }, ...(place && { place }) };
}
