import type { CheckEvent } from '../protocol/judge';
import type { Printed } from '../protocol/learner';
import type { ScriptResult } from '../protocol/script';
import type { TrainingPoint } from '../protocol/training';
import type { ArrayValue } from '../protocol/value';
import type { Failure, Finding, Metrics } from '../protocol/verdict';
import { elementsOf } from './elements';
import type { Telling } from './failure';
import { KeptPrints } from './keptPrints';
import { Stopped } from './session';
import type { Report, Session } from './session';
import { measure, sameAnswers } from './trainingMetrics';
import type { TrainSpec, Training } from './trainingPlan';

/** One training run: the learner's loop says what its net predicts, the judge says what that is worth. */
export class TrainingWatch {
  readonly #training: Training;
  readonly #onEvent: (event: CheckEvent) => void;
  #last: TrainingPoint | undefined;
  #predicted: { train: ArrayValue; test: ArrayValue } | undefined;
  #bad: Finding | undefined;
  readonly #prints = new KeptPrints();

  constructor(training: Training, onEvent: (event: CheckEvent) => void) {
    this.#training = training;
    this.#onEvent = onEvent;
  }

  /** What is wrong with the run, if anything. */
  async run(session: Session, spec: TrainSpec, limitMs: number): Promise<Finding | undefined> {
    try {
      const end = await session.train(
        this.#training.plan,
        limitMs,
        (report) => this.#hear(report),
        (printed) => this.#print(printed),
      );
      this.#print(end);
      return end.type === 'trainFailed' ? { code: 'threw', error: end.error } : this.#finding(spec, end.result);
    } catch (error) {
      if (error instanceof Stopped && error.reason === 'enough') return this.#bad;
      throw error;
    }
  }

  /** Whether there is any sense in going on. */
  #hear(report: Report): boolean {
    this.#print(report);
    const { trainLabels, testLabels } = this.#training;
    const { step, elapsedMs, samples, train, test } = report;
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
      elapsedMs,
      samples,
      trainLoss: onTrain.loss,
      trainAccuracy: onTrain.accuracy,
      testLoss: onTest.loss,
      testAccuracy: onTest.accuracy,
    };
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
    const samplesPerSecond = rest.elapsedMs > 0 ? (samples / rest.elapsedMs) * 1000 : 0;
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
    if (printed.prints !== '') this.#onEvent({ type: 'prints', text: printed.prints });
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
