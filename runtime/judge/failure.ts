import type { SourcePlace } from '../protocol/script';
import type { Value } from '../protocol/value';
import type { Finding, Failure } from '../protocol/verdict';
import type { Assessment, ChangedArgument } from './assess';
import { describeCalls, parametersOf } from './call';
import { gradientLimit } from './gradientCheck';
import type { Places } from './places';
import type { ScriptedCase } from './plannedCase';
import type { Source } from './source';
import { stepsOf } from './trial';
import type { Trial } from './trial';

export type Mismatch = NonNullable<Assessment['mismatch']>;

/** What a failure is told with: the learner's text, the reference's, and the tolerance of the exercise. */
export interface Telling {
  learner: Source;
  reference: Source;
  places: Places;
  tolerance: { rtol: number; atol: number };
}

/** What went wrong in a case, with the question, both answers and the place in the learner's text. */
export function tellFailure(
  { spec, entry }: ScriptedCase,
  trial: Trial,
  mismatch: Mismatch,
  telling: Telling,
): Failure {
  const { steps } = trial.script;
  const finding = named(mismatch, trial, telling);
  const place = placeOf(finding, entry, telling);
  const gradient = finding.code === 'wrongGradient';
  // A law is about all results together.
  const asked = finding.code === 'law' ? stepsOf(trial.result) : [];
  const { call, inputs } = describeCalls(
    steps,
    mismatch.step === undefined ? asked : [mismatch.step],
    telling.reference,
  );
  return {
    finding,
    ...(mismatch.alsoChanged && { alsoChanged: parameterOf(mismatch.alsoChanged, trial, telling) }),
    ...(place && { place }),
    evidence: {
      call,
      inputs: inputs.filter(({ value }) => isShowable(value)),
      path: mismatch.path,
      ...(mismatch.yours && isShowable(mismatch.yours) && { yours: mismatch.yours }),
      ...(mismatch.expected && isShowable(mismatch.expected) && { expected: mismatch.expected }),
      rtol: gradient ? gradientLimit : (spec.options.rtol ?? telling.tolerance.rtol),
      atol: gradient ? 0 : (spec.options.atol ?? telling.tolerance.atol),
    },
    ...(spec.kind !== 'example' && spec.kind !== 'throws' && { seed: trial.seed }),
  };
}

/** No table of a million entries explains anything: the finding says what it is. */
const mostElements = 10_000;

function isShowable(value: Value): boolean {
  return elementsIn(value) <= mostElements;
}

function elementsIn(value: Value): number {
  switch (value.kind) {
    case 'ndarray':
      return value.shape.reduce((size, dim) => size * dim, 1);
    case 'list':
      return value.items.reduce((sum, item) => sum + elementsIn(item), 0);
    case 'record':
      return value.entries.reduce((sum, [, item]) => sum + elementsIn(item), 0);
    default:
      return 1;
  }
}

/** Errors at places in the learner's text, arguments by their parameters' names. */
function named({ finding, step }: Mismatch, trial: Trial, telling: Telling): Finding {
  if (finding.code === 'threw') return { code: 'threw', error: telling.places.original(finding.error) };
  if (finding.code !== 'changedInput' || step === undefined) return finding;
  return { code: 'changedInput', argument: parameterOf({ step, argument: Number(finding.argument) }, trial, telling) };
}

function parameterOf({ step, argument }: ChangedArgument, { script }: Trial, { reference }: Telling): string {
  return parametersOf(script.steps, script.steps[step]!, reference)[argument] ?? `argument${argument + 1}`;
}

function placeOf(finding: Finding, entry: string, { learner }: Telling): SourcePlace | undefined {
  const frame = finding.code === 'threw' ? finding.error.frames.find(({ file }) => file === learner.file) : undefined;
  return frame ?? learner.placeOf(entry);
}
