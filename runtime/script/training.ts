import type { NDArray } from '../np/np';
import { isNDArray } from '../np/wire';
import type { FromLearner, Printed, TrainPlan } from '../protocol/learner';
import type { StepFeatures } from '../protocol/pricing';
import type { ThrownError } from '../protocol/script';
import type { ArrayValue } from '../protocol/value';
import { decodeValue } from './decode';
import { encodeValue } from './encode';
import { runScript } from './interpreter';
import type { ScriptHost } from './interpreter';

export interface TrainingHost extends ScriptHost {
  /** Sends at once: the learner's loop does not return to the event loop. */
  post(message: FromLearner): void;
  /** Writes down what is asked of the engine from now on; calling the result ends that, and gives it for one of so many steps. */
  record(): (steps: number) => StepFeatures;
}

const nothing: Printed = { prints: '', printsCut: 0 };

type Predict = (x: NDArray) => unknown;

/** Runs a training script. Every `report` posts what the learner's net says about the two probes, at most so often. */
export function runTraining(plan: TrainPlan, exports: Record<string, unknown>, host: TrainingHost): void {
  const trainProbe = decodeValue(plan.trainProbe) as NDArray;
  const testProbe = decodeValue(plan.testProbe) as NDArray;
  const started = host.now();
  let postedStep = -Infinity;
  let reportedStep = -Infinity;
  let lastStep = 0;
  let isDisordered = false;
  let printed: Printed = nothing;
  let dropped: Predict | undefined;
  let isRecorded = false;
  let endRecord: (() => void) | undefined;

  /** Until the next report: what lies between two is steps and nothing else. */
  const record = (from: number): void => {
    isRecorded = true;
    const end = host.record();
    endRecord = () => {
      endRecord = undefined;
      const features = end(lastStep - from);
      if (lastStep > from) host.post({ type: 'stepRecorded', features });
    };
  };

  const post = (predict: Predict): void => {
    const train = scores(predict, trainProbe);
    const test = scores(predict, testProbe);
    dropped = undefined;
    const samples = lastStep * plan.samplesPerStep;
    const elapsedMs = host.now() - started;
    host.post({ type: 'report', step: lastStep, elapsedMs, samples, train, test, ...takePrints() });
    postedStep = lastStep;
  };

  const takePrints = (): Printed => {
    const before = printed;
    const { prints, printsCut } = host.takePrints();
    printed = nothing;
    return { prints: before.prints + prints, printsCut: before.printsCut + printsCut };
  };

  const report = (step: unknown, predict: unknown): void => {
    if (typeof step !== 'number' || !(step >= 0)) throw new TypeError('report(step, predict): step must be a number');
    if (step > plan.totalSteps) {
      throw new RangeError(`report(step, predict): step ${step} of a run of ${plan.totalSteps} steps`);
    }
    if (typeof predict !== 'function') throw new TypeError('report(step, predict): predict must be a function');
    if (isDisordered) return;
    lastStep = Math.floor(step);
    isDisordered = lastStep <= reportedStep;
    reportedStep = lastStep;
    endRecord?.();
    dropped = predict as Predict;
    // A step that comes again, or too late, is posted so that the judge sees it.
    const isLast = lastStep === plan.totalSteps;
    if (lastStep - postedStep >= plan.reportEvery || isLast || isDisordered) post(dropped);
    if (!isRecorded) record(lastStep);
  };

  const fail = (error: ThrownError): void => host.post({ type: 'trainFailed', error, ...takePrints() });
  const result = runScript(plan.script, exports, host, report);
  endRecord?.();
  const { observations, printsCut } = result;
  printed = { prints: observations.map((seen) => (seen.kind === 'notRun' ? '' : seen.prints)).join(''), printsCut };
  const threw = observations.find((seen) => seen.kind === 'threw');
  if (threw) return fail(threw.error);
  try {
    if (dropped) post(dropped);
  } catch (error) {
    return fail(host.thrown(error));
  }
  const silent = observations.map((seen) => (seen.kind === 'notRun' ? seen : { ...seen, prints: '' }));
  host.post({
    type: 'trained',
    step: lastStep,
    elapsedMs: host.now() - started,
    result: { ...result, observations: silent, printsCut: 0 },
    ...takePrints(),
  });
}

function scores(predict: Predict, probe: NDArray): ArrayValue {
  const predicted = predict(probe);
  if (!isNDArray(predicted)) throw new TypeError('report(step, predict): predict must return an array of scores');
  const sent = encodeValue(predicted);
  if (sent.kind === 'ndarray') return sent;
  throw new RangeError(`report(step, predict): scores of shape (${predicted.shape.join(', ')}) are too many`);
}
