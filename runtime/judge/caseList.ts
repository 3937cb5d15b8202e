import type { Case, Exercise } from '../protocol/exercise';
import type { Evaluate } from '../script/module';
import { caseOf } from './plannedCase';
import { readChecks } from './readChecks';
import { makeTrial } from './trial';

/** The cases that every check of an exercise will plan, read off its compiled checks: no solution is needed. */
export function caseList(exercise: Exercise, checks: string, evaluate: Evaluate): Case[] {
  const around = { isClass: () => false, timeLimitMs: 0 };
  const cases = readChecks(exercise.id, checks, evaluate).map((spec) =>
    caseOf(spec, exercise, spec.kind === 'train' ? undefined : makeTrial(spec, around, 0)),
  );
  const twice = cases.find(({ name }, i) => cases.findIndex((other) => other.name === name) < i);
  if (twice) throw new Error(`two cases are called "${twice.name}"`);
  return cases;
}
