import { Draw } from '../kit/draw';
import type { CaseSpec, Samples } from '../kit/checks';
import { reportArgument } from '../kit/functions';
import { record } from '../kit/record';
import type { Recording } from '../kit/record';
import * as np from '../np/np';
import type { NDArray } from '../np/np';
import { fromWire, toWire } from '../np/wire';
import type { TrainPlan } from '../protocol/learner';
import type { ScriptResult, Step } from '../protocol/script';
import type { ArrayValue } from '../protocol/value';
import { everyArgument } from '../script/arguments';
import { decodeValue } from '../script/decode';
import type { Dataset } from './datasets';
import { elementsOf } from './elements';
import { float32, inFloat32 } from './inFloat32';
import { assemble } from './trial';

export type TrainSpec = Extract<CaseSpec, { kind: 'train' }>;

/** What the learner is given, and what it is not: the labels that its answers are measured by. */
export interface Training {
  plan: TrainPlan;
  trainLabels: ArrayLike<number>;
  testLabels: ArrayLike<number>;
  /** What the net that a run left behind says about the two probes; throws where it left none. */
  scoresOf: (result: ScriptResult) => { train: ArrayValue; test: ArrayValue };
}

const probeRows = { train: 500, test: 2000 };

/** Every report costs two predictions: few enough to leave the time to training, enough for a curve. By steps and not by time, so that a seed gives one series on any machine. */
const usualReports = 30;

export function planTraining(
  spec: TrainSpec,
  dataset: Dataset | undefined,
  isClass: (entry: string) => boolean,
  seed: number,
  timeLimitMs: number,
): Training {
  const draw = new Draw(seed);
  const { train, test } = samplesFor(spec, dataset, draw);
  const { steps, result: learnt } = recordRun(spec, isClass, train, draw);
  const trainProbe = head(train, probeRows.train);
  const testProbe = head(test, probeRows.test);
  const scores = spec.plan.scores as (learnt: unknown, x: NDArray) => NDArray;
  return {
    plan: {
      script: { seed, timeLimitMs, steps: steps.map(inFloat32) },
      trainProbe: float32(trainProbe.x),
      testProbe: float32(testProbe.x),
      totalSteps: spec.plan.steps,
      samplesPerStep: spec.plan.batchSize,
      reportEvery: spec.plan.reportEvery ?? Math.ceil(spec.plan.steps / usualReports),
    },
    trainLabels: elementsOf(trainProbe.t),
    testLabels: elementsOf(testProbe.t),
    scoresOf: (result) => {
      const net = decodeValue(assemble(learnt, result));
      const about = (x: ArrayValue): ArrayValue => toWire(scores(net, fromWire(float32(x))));
      return { train: about(trainProbe.x), test: about(testProbe.x) };
    },
  };
}

/** The entry whose call is handed `report`: what a run has to say is about that one. */
export function trainedEntry(spec: TrainSpec): string | undefined {
  const draw = new Draw(0);
  const none = { x: np.zeros([1, 1]), t: np.zeros([1], 'int32') };
  const { steps } = recordRun(spec, () => false, spec.plan.data?.(draw).train ?? none, draw);
  const isGivenReport = (step: Step): boolean => everyArgument(step).some(({ kind }) => kind === 'report');
  let step = steps.find(isGivenReport);
  while (step && 'on' in step) step = steps[step.on];
  return step?.target;
}

function recordRun(spec: TrainSpec, isClass: (entry: string) => boolean, train: Samples, draw: Draw): Recording {
  const run = spec.plan.run as (me: never, train: Samples, report: typeof reportArgument, d: Draw) => unknown;
  return record(isClass, (me) => run(me, train, reportArgument, draw));
}

function samplesFor(spec: TrainSpec, dataset: Dataset | undefined, draw: Draw): { train: Samples; test: Samples } {
  if (spec.plan.data) return spec.plan.data(draw);
  if (!dataset) throw new Error(`${spec.name}: neither data in checks.ts nor a dataset in exercise.yaml`);
  return {
    train: { x: fromWire(dataset.trainX), t: fromWire(dataset.trainLabels) },
    test: { x: fromWire(dataset.testX), t: fromWire(dataset.testLabels) },
  };
}

function head({ x, t }: Samples, most: number): { x: ArrayValue; t: ArrayValue } {
  const rows = (array: NDArray) => toWire(array.slice(`:${most}`));
  return { x: rows(x), t: rows(t) };
}
