import type { CheckRequest } from '../runtime/protocol/judge';
import { list, real, record, text } from '../runtime/protocol/parse';
import type { Parser } from '../runtime/protocol/parse';
import { parseVerdict } from '../runtime/protocol/parseVerdict';
import type { Verdict } from '../runtime/protocol/verdict';

type Draw = NonNullable<CheckRequest['retry']>;

/** What is remembered of the verdicts on one exercise. */
export interface VerdictRecord {
  /** The newest of a check that ran to its end. */
  verdict: Verdict;
  /** The hidden draw that a case failed last, for each that has not passed since. */
  draws: Draw[];
}

export const parseVerdictRecord: Parser<VerdictRecord> = record<VerdictRecord>({
  verdict: parseVerdict,
  draws: list(record<Draw>({ case: text, seed: real })),
});

/** A check says nothing of the cases that it did not come to. */
export function afterVerdict(before: VerdictRecord | undefined, verdict: Verdict): VerdictRecord {
  const draws = new Map(before?.draws.map((draw) => [draw.case, draw]));
  for (const { name, outcome, failure } of verdict.cases) {
    if (outcome === 'pass') draws.delete(name);
    else if (failure?.seed !== undefined) draws.set(name, { case: name, seed: failure.seed });
  }
  return { verdict: withGradientsOf(before?.verdict, verdict), draws: [...draws.values()] };
}

/** What was said of the same text before still holds for the gradients of other cases. */
function withGradientsOf(before: Verdict | undefined, verdict: Verdict): Verdict {
  if (!verdict.only || before?.textHash !== verdict.textHash) return verdict;
  const others = before.gradients.filter((gradient) => !verdict.only?.includes(gradient.case));
  return { ...verdict, gradients: [...others, ...verdict.gradients] };
}
