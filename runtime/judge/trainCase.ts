import type { CheckEvent } from '../protocol/judge';
import type { Printed } from '../protocol/learner';
import type { TrainingPoint } from '../protocol/training';
import type { Failure, Finding, Metrics } from '../protocol/verdict';
import type { Telling } from './failure';
import { KeptPrints } from './keptPrints';
import type { Session } from './session';
import { measure } from './trainingMetrics';
import type { TrainSpec, Training } from './trainingPlan';

/** One training run: the learner's loop says what its net predicts, the judge says what that is worth. */
export class TrainingWatch {
  readonly #training: Training;
  readonly #onEvent: (event: CheckEvent) => void;
  #last: TrainingPoint | undefined;
  #bad: Finding | undefined;
  readonly #prints = new KeptPrints();

  constructor(training: Training, onEvent: (event: CheckEvent) => void) {
    this.#training = training;
    this.#onEvent = onEvent;
  }

  /** What is wrong with the run, if anything. */
  async run(session: Session, spec: TrainSpec, limitMs: number): Promise<Finding | undefined> {
    const { plan, trainLabels, testLabels } = this.#training;
    const end = await session.train(plan, limitMs, ({ step, elapsedMs, samples, train, test, ...printed }) => {
      this.#print(printed);
      const onTrain = measure(train, trainLabels);
      const onTest = measure(test, testLabels);
      if ('code' in onTrain || 'code' in onTest) {
        this.#bad ??= 'code' in onTrain ? onTrain : (onTest as Finding);
        return;
      }
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
    });
    this.#print(end);
    return end.type === 'trainFailed' ? { code: 'threw', error: end.error } : this.#finding(spec);
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

  #finding({ plan: { target } }: TrainSpec): Finding | undefined {
    if (this.#bad) return this.#bad;
    if (!this.#last) return { code: 'neverReported' };
    for (const metric of ['testAccuracy', 'trainAccuracy'] as const) {
      const wanted = target[metric];
      const found = this.#last[metric];
      if (wanted !== undefined && !(found >= wanted)) return { code: 'belowTarget', metric, target: wanted, found };
    }
    return undefined;
  }

  #print(printed: Printed): void {
    this.#prints.add(printed);
    if (printed.prints !== '') this.#onEvent({ type: 'prints', text: printed.prints });
  }
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
