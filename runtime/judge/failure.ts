import type { SourcePlace } from '../protocol/script';
import type { Finding, Failure } from '../protocol/verdict';
import type { Assessment } from './assess';
import { describeCall, parametersOf } from './call';
import { gradientLimit } from './gradientCheck';
import type { Places } from './places';
import type { ScriptedCase } from './plannedCase';
import type { Source } from './source';
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
  const { call, inputs } = describeCall(steps, mismatch.step ?? -1, telling.reference);
  return {
    finding,
    ...(place && { place }),
    evidence: {
      call,
      inputs,
      path: mismatch.path,
      ...(mismatch.yours && { yours: mismatch.yours }),
      ...(mismatch.expected && { expected: mismatch.expected }),
      rtol: gradient ? gradientLimit : (spec.options.rtol ?? telling.tolerance.rtol),
      atol: gradient ? 0 : (spec.options.atol ?? telling.tolerance.atol),
    },
    ...(spec.kind !== 'example' && spec.kind !== 'throws' && { seed: trial.seed }),
  };
}

/** Errors at places in the learner's text, arguments by their parameters' names. */
function named({ finding, step }: Mismatch, { script }: Trial, { places, reference }: Telling): Finding {
  if (finding.code === 'threw') return { code: 'threw', error: places.original(finding.error) };
  if (finding.code !== 'changedInput' || step === undefined) return finding;
  const number = Number(finding.argument);
  const names = parametersOf(script.steps, script.steps[step]!, reference);
  return { code: 'changedInput', argument: names[number] ?? `argument${number + 1}` };
}

function placeOf(finding: Finding, entry: string, { learner }: Telling): SourcePlace | undefined {
  const frame = finding.code === 'threw' ? finding.error.frames.find(({ file }) => file === learner.file) : undefined;
  return frame ?? learner.placeOf(entry);
}
