import { agreements, diagnose } from '../../judge/diagnose';
import type { Answered, KnownMistake } from '../../judge/diagnose';
import type { Asked } from './rightAnswers';

/** Pairs of known mistakes that answer every draw of every case alike: the judge could never tell which was made. */
export function indistinguishable({ cases, examiner }: Asked): [string, string][] {
  const mistakes = examiner.mistakes();
  const answered = new Map(mistakes.map((mistake) => [mistake.id, answersOf(mistake, cases)]));
  return mistakes.flatMap((one, i) =>
    mistakes
      .slice(i + 1)
      .filter((other) => answered.get(one.id)!.every((seen) => agreements(seen, other) === seen.answers.length))
      .map((other): [string, string] => [one.id, other.id]),
  );
}

/** The message that whoever makes this mistake reads; nothing where no script sees it, null where it is seen and not known. */
export function toldOf(mistake: KnownMistake, { cases, examiner }: Asked): string | null | undefined {
  const answered = answersOf(mistake, cases);
  const failing = answered.find(({ findings }) => findings.some((found) => found !== ''));
  if (!failing) return undefined;
  const i = failing.findings.findIndex((found) => found !== '');
  const { mismatch } = examiner.assess(failing.spec, failing.trials[i]!, failing.answers[i]!);
  const law = mismatch?.finding.code === 'law' ? mismatch.finding.law : undefined;
  return diagnose(answered, failing, failing.trials[i]!, mismatch?.path ?? '', examiner.mistakes()) ?? law ?? null;
}

const answersOf = (mistake: KnownMistake, cases: Asked['cases']): Answered[] =>
  cases.map(({ entry, spec, trials }) => ({
    entry,
    spec,
    trials,
    answers: trials.map((trial) => mistake.answer(trial)),
    findings: trials.map((trial) => mistake.finding(spec, trial)),
  }));
