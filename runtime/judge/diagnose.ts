import type { ResultTree } from '../kit/record';
import type { ScriptResult } from '../protocol/script';
import type { Value } from '../protocol/value';
import type { Finding } from '../protocol/verdict';
import { sameShape } from '../script/sameValue';
import { numbersOf } from './elements';
import { assemble } from './trial';
import type { ScriptedSpec, Trial } from './trial';

/** A case as far as it has been answered. */
export interface Answered {
  entry: string;
  spec: ScriptedSpec;
  trials: Trial[];
  answers: ScriptResult[];
  /** What was found wrong with each answer: see `findingKey`. */
  findings: string[];
}

/** How a known mistake answers a script, and what is found wrong with that. */
export interface KnownMistake {
  id: string;
  answer(trial: Trial): ScriptResult;
  finding(spec: ScriptedSpec, trial: Trial): string;
}

/** The kind of a finding, without its numbers; nothing where nothing is wrong. */
export function findingKey(finding: Finding | undefined): string {
  if (!finding) return '';
  return finding.code === 'law' && finding.law !== undefined ? `law ${finding.law}` : finding.code;
}

/** So many random draws reproduced are no accident, even where another case is wrong for another reason. */
const convincing = 3;

/**
 * The known mistake behind a failing case: the one that answers every script of the same entry just as the learner's
 * code did. Two mistakes at once: the one that gives the same failing part in all draws of the case.
 * Where several fit, the one that agrees with most of the check decides; a tie is no diagnosis.
 */
export function diagnose(
  cases: readonly Answered[],
  failing: Answered,
  failingTrial: Trial,
  path: string,
  mistakes: readonly KnownMistake[],
): string | undefined {
  const found = failing.findings[failing.trials.indexOf(failingTrial)];
  const rejected = mistakes.filter((mistake) => mistake.finding(failing.spec, failingTrial) === found);
  // Under a law answers are free in form, random ones among them: what it says of each draw is a hint, not a proof.
  const byValue = (one: Answered) => one.spec.kind !== 'law' || (one === failing && found === 'law');
  const decisive = cases.filter((one) => one.entry === failing.entry && byValue(one));
  const whole = rejected.filter((mistake) =>
    decisive.every((one) => one.answers.every((_, i) => agree(one, i, mistake))),
  );
  if (whole.length > 0) return best(whole, cases);
  if (failing.answers.length < convincing || path === '') return undefined;
  return best(
    rejected.filter((mistake) =>
      failing.trials.every((trial, i) => agreeAt(path, trial, failing.answers[i]!, mistake.answer(trial))),
    ),
    cases,
  );
}

function best(mistakes: readonly KnownMistake[], cases: readonly Answered[]): string | undefined {
  if (mistakes.length < 2) return mistakes[0]?.id;
  const ranked = mistakes
    .map((mistake) => ({ id: mistake.id, score: cases.reduce((sum, one) => sum + agreements(one, mistake), 0) }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  return first && first.score !== second?.score ? first.id : undefined;
}

/** How many of a case's draws a known mistake answers alike. */
export function agreements(one: Answered, mistake: KnownMistake): number {
  return one.answers.filter((_, i) => agree(one, i, mistake)).length;
}

function agree({ spec, trials, answers, findings }: Answered, i: number, mistake: KnownMistake): boolean {
  const trial = trials[i]!;
  const [a, b] = [answers[i]!, mistake.answer(trial)];
  // Where code is asked to throw, the words are its author's own.
  if (spec.kind === 'throws' && firstThrown(a) !== '' && firstThrown(b) !== '') return true;
  if (spec.kind === 'law' && /^(law .+)?$/.test(findings[i]!)) return mistake.finding(spec, trial) === findings[i];
  const thrown = firstThrown(a);
  if (thrown !== firstThrown(b)) return false;
  // A step that threw leaves no result to compare.
  if (thrown !== '') return true;
  return sameChanges(a, b) && close(assemble(trial.result, a), assemble(trial.result, b), roundingOf(trial));
}

/**
 * What was thrown first, and by which step. The message of an np error depends on how one came to call np with the wrong
 * shapes; that of the language's own errors is all that tells a slip of the pen from another.
 */
function firstThrown({ observations }: ScriptResult): string {
  const step = observations.findIndex(({ kind }) => kind === 'threw');
  const seen = observations[step];
  if (seen?.kind !== 'threw') return '';
  const { name, message } = seen.error;
  return /^(Type|Reference|Syntax)Error$/.test(name) ? `${step} ${name} ${message}` : `${step} ${name}`;
}

function sameChanges(a: ScriptResult, b: ScriptResult): boolean {
  return a.observations.every((seen, i) => {
    const other = b.observations[i];
    return seen.kind !== 'returned' || other?.kind !== 'returned' || sameShape(seen.changed, other.changed);
  });
}

function agreeAt(path: string, trial: Trial, a: ScriptResult, b: ScriptResult): boolean {
  const part = partAt(trial.result, path);
  return (
    part !== undefined &&
    firstThrown(a) === '' &&
    firstThrown(b) === '' &&
    close(assemble(part, a), assemble(part, b), roundingOf(trial))
  );
}

/** `dW` is the gradient called W, `[1]` an item of a list, `W` an entry of a record. */
function partAt(tree: ResultTree, path: string): ResultTree | undefined {
  if (tree.kind === 'list') return tree.items[Number(/^\[(\d+)\]/.exec(path)?.[1])];
  if (tree.kind !== 'record') return undefined;
  const parts = new Map(tree.entries);
  const of = parts.get('of');
  const gradient = of?.kind === 'record' && path.startsWith('d') ? new Map(of.entries).get(path.slice(1)) : undefined;
  return gradient ?? parts.get(/^\w+/.exec(path)?.[0] ?? '');
}

const roundingOf = ({ script }: Trial): number => (script.inFloat32 ? 1e-4 : 1e-9);

/** Equal up to the rounding of another order of the same arithmetic. */
function close(a: Value, b: Value, rounding: number): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'ndarray':
      if (b.kind !== a.kind || a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) return false;
      return closeNumbers(numbersOf(a)!, numbersOf(b)!, rounding);
    case 'number':
      return closeNumbers([a.value], numbersOf(b)!, rounding);
    case 'bool':
    case 'string':
      return b.kind === a.kind && a.value === b.value;
    case 'list':
      return (
        b.kind === a.kind &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => close(item, b.items[i]!, rounding))
      );
    case 'record':
      return (
        b.kind === a.kind &&
        a.entries.length === b.entries.length &&
        a.entries.every(([key, item], i) => key === b.entries[i]![0] && close(item, b.entries[i]![1], rounding))
      );
    case 'null':
    case 'undefined':
    case 'function':
    case 'promise':
    case 'opaque':
      return true;
    default:
      return a satisfies never;
  }
}

function closeNumbers(a: ArrayLike<number>, b: ArrayLike<number>, rounding: number): boolean {
  let scale = 1e-3; // what lies within 1e-12 no check tells apart
  for (let i = 0; i < b.length; i++) if (Number.isFinite(b[i])) scale = Math.max(scale, Math.abs(b[i]!));
  for (let i = 0; i < b.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue;
    if (!(Math.abs(a[i]! - b[i]!) <= rounding * scale)) return false;
  }
  return true;
}
