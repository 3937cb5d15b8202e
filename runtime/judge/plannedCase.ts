import type { CaseSpec } from '../kit/checks';
import type { Case, Exercise } from '../protocol/exercise';
import type { CheckRequest } from '../protocol/judge';
import type { Printed } from '../protocol/learner';
import type { ScriptResult } from '../protocol/script';
import type { CaseOutcome, Failure, GradientVerdict } from '../protocol/verdict';
import type { Prepared } from './prepare';
import { trainedEntry } from './trainingPlan';
import type { TrainSpec } from './trainingPlan';
import { drawSeed, drawsOf, entryOf, makeTrial } from './trial';
import type { ScriptedSpec, Surroundings, Trial } from './trial';

/** A case of this check, and what has become of it. */
export interface PlannedCase extends Readonly<Case> {
  readonly spec: ScriptedSpec | TrainSpec;
  readonly trials: Trial[];
  readonly answers: ScriptResult[];
  /** What was printed on the way to each answer. */
  readonly printed: Printed[];
  /** What was found wrong with each answer. */
  findings: string[];
  outcome: CaseOutcome;
  durationMs: number;
  prints: string;
  gradients: GradientVerdict[];
  failure?: Failure;
}

/** A case that scripts ask about. */
export type ScriptedCase = PlannedCase & { spec: ScriptedSpec };

export const isScripted = (planned: PlannedCase): planned is ScriptedCase => planned.spec.kind !== 'train';

/** `trial` is any draw of it, where scripts ask about it: all ask about the same entry. */
export function caseOf(spec: CaseSpec, { entry }: Exercise, trial: Trial | undefined): Case {
  const { name, kind } = spec;
  const asked = spec.kind === 'train' ? trainedEntry(spec) : trial && entryOf(trial.script);
  return {
    name,
    entry: asked || entry[0]!,
    visible: kind === 'example' || kind === 'throws' || kind === 'train',
  };
}

export function planCases(prepared: Prepared, around: Surroundings, request: CheckRequest): PlannedCase[] {
  const { only } = request;
  const unknown = only?.find((wanted) => prepared.specs.every(({ name }) => name !== wanted));
  if (unknown !== undefined) throw new Error(`${prepared.exercise.id} has no case "${unknown}"`);
  const chosen = prepared.specs.filter(
    ({ name, kind }) =>
      (only === undefined || only.includes(name)) && !(kind === 'train' && request.extent === 'withoutTraining'),
  );
  // A debugger follows one case: the one that was named, else the author's first.
  return (request.mode === 'debug' ? chosen.slice(0, 1) : chosen).map((spec): PlannedCase => {
    const trials = spec.kind === 'train' ? [] : seedsOf(spec, request).map((seed) => makeTrial(spec, around, seed));
    return {
      ...caseOf(spec, prepared.exercise, trials[0]),
      spec,
      trials,
      answers: [],
      printed: [],
      findings: [],
      outcome: 'skipped',
      durationMs: 0,
      prints: '',
      gradients: [],
    };
  });
}

/** The draw that failed last time goes first; a debugger is shown one draw only. */
function seedsOf(spec: ScriptedSpec, { seed, retry, mode }: CheckRequest): number[] {
  const seeds = Array.from({ length: drawsOf(spec) }, (_, draw) => drawSeed(seed, spec.name, draw));
  const again = retry?.case === spec.name && spec.kind !== 'example' && spec.kind !== 'throws' ? [retry.seed] : [];
  const all = [...again, ...seeds.filter((one) => !again.includes(one))];
  return mode === 'debug' ? all.slice(0, 1) : all;
}
