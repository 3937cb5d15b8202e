import type { Held } from '../kit/checks';
import { Draw } from '../kit/draw';
import type { ResultTree } from '../kit/record';
import type { ScriptResult, Step } from '../protocol/script';
import type { Value } from '../protocol/value';
import type { Finding, GradientVerdict } from '../protocol/verdict';
import { everyArgument } from '../script/arguments';
import { decodeValue } from '../script/decode';
import { compare, firstOf } from './compare';
import type { Mismatch, Rules } from './compare';
import { indexAt, numbersOf } from './elements';
import { compareGradient, gradientLimit, numericValue } from './gradientCheck';
import type { NumericGradients } from './gradientCheck';
import { literalValue } from './literal';
import { assemble, entryOf, partOf } from './trial';
import type { ScriptedSpec, Trial } from './trial';

/** What a right answer would be: the reference's own on the same script, and numeric gradients. */
export interface Expectation {
  reference: ScriptResult;
  numeric?: NumericGradients;
}

export interface Assessment {
  /** The first layer that does not hold. */
  mismatch?: Mismatch & {
    step?: number;
    /** An argument that the code changed as well: its number, and that of the step. */
    alsoChanged?: ChangedArgument;
  };
  gradients: GradientVerdict[];
}

export interface ChangedArgument {
  step: number;
  argument: number;
}

/** What the starter throws, and so what code throws that nobody has written yet. */
export const notWrittenMessage = 'Not written yet';

/** What is asked in float32 is answered no more exactly: a device adds up in an order of its own. */
const inFloat32 = { rtol: 1e-4, atol: 1e-5 };

/** Judges one answer, whoever gave it: the learner's code or a known mistake. */
export function assess(
  spec: ScriptedSpec,
  trial: Trial,
  answer: ScriptResult,
  expectation: Expectation,
  tolerance: { rtol: number; atol: number },
): Assessment {
  const gradients: GradientVerdict[] = [];
  const least = trial.script.inFloat32 ? inFloat32 : { rtol: 0, atol: 0 };
  const rules: Rules = {
    rtol: Math.max(spec.options.rtol ?? tolerance.rtol, least.rtol),
    atol: Math.max(spec.options.atol ?? tolerance.atol, least.atol),
    anyDType: spec.options.dtype === 'any',
    anyValue: false,
  };
  const changed = changedArgument(spec, answer);
  const wrong = (): Assessment['mismatch'] => {
    const found = valueMismatch(spec, trial, answer, expectation, rules, gradients);
    return found && { ...found, ...(changed && { alsoChanged: changed }) };
  };
  const mismatch =
    thrown(spec, trial, answer) ?? wrong() ?? (changed && changedInput(changed)) ?? calledTooOften(spec, trial, answer);
  return { ...(mismatch && { mismatch }), gradients };
}

function thrown(spec: ScriptedSpec, trial: Trial, { observations }: ScriptResult): Assessment['mismatch'] {
  const step = observations.findIndex(({ kind }) => kind === 'threw');
  const seen = observations[step];
  if (seen?.kind !== 'threw') {
    return spec.kind === 'throws' ? { finding: { code: 'didNotThrow' }, path: '' } : undefined;
  }
  if (seen.error.message === notWrittenMessage) {
    return { finding: { code: 'notWritten', entry: entryOf(trial.script) }, path: '', step };
  }
  return spec.kind === 'throws' ? undefined : { finding: { code: 'threw', error: seen.error }, path: '', step };
}

function valueMismatch(
  spec: ScriptedSpec,
  trial: Trial,
  answer: ScriptResult,
  { reference, numeric }: Expectation,
  rules: Rules,
  gradients: GradientVerdict[],
): Assessment['mismatch'] {
  const theirs = assemble(trial.result, reference);
  switch (spec.kind) {
    case 'example':
      return compareTree(trial, trial.result, answer, literalValue(spec.expected, theirs), rules);
    case 'hidden':
      return compareTree(trial, trial.result, answer, theirs, rules);
    case 'law':
      return (
        compareTree(trial, trial.result, answer, theirs, { ...rules, anyValue: true }) ?? brokenLaw(spec, trial, answer)
      );
    case 'gradient': {
      const loss = partOf(trial.result, 'loss');
      const forward =
        loss &&
        spec.options.forward !== 'learner' &&
        compareTree(trial, loss, answer, assemble(loss, reference), rules);
      return forward
        ? { ...forward, path: '' }
        : wrongGradient(spec, trial, answer, reference, numeric, rules, gradients);
    }
    case 'throws':
      return undefined;
    default:
      return spec satisfies never;
  }
}

/** Part by part, so that the first part that differs is named along with the step that gave it. */
function compareTree(
  trial: Trial,
  tree: ResultTree,
  answer: ScriptResult,
  expected: Value | undefined,
  rules: Rules,
  path = '',
): Assessment['mismatch'] {
  switch (tree.kind) {
    case 'value':
      return undefined;
    case 'list':
      return firstOf(tree.items, (item, i) =>
        compareTree(
          trial,
          item,
          answer,
          expected?.kind === 'list' ? expected.items[i] : undefined,
          rules,
          `${path}[${i}]`,
        ),
      );
    case 'record': {
      const parts = new Map(expected?.kind === 'record' ? expected.entries : []);
      return firstOf(tree.entries, ([key, item]) =>
        compareTree(trial, item, answer, parts.get(key), rules, path ? `${path}.${key}` : key),
      );
    }
    case 'step': {
      const { steps } = trial.script;
      const step = steps[tree.step]!;
      const mismatch = compare(assemble(tree, answer), expected ?? { kind: 'undefined' }, rules, path || nameOf(step));
      return mismatch && { ...mismatch, finding: ofStep(mismatch.finding, step, steps), step: tree.step };
    }
    default:
      return tree satisfies never;
  }
}

/** What a lone property is called by. */
const nameOf = (step: Step): string => (step.op === 'get' && !isItem(step.name) ? step.name : '');

const isItem = (name: string): boolean => /^\d+$/.test(name);

/** Nothing where a property was read is no missing `return`: the object lacks it. */
function ofStep(finding: Finding, step: Step, steps: readonly Step[]): Finding {
  if (finding.code !== 'returnedNothing' || step.op !== 'get') return finding;
  if (steps[step.on]?.op === 'construct') return { code: 'notSet', name: step.name };
  return { code: 'wrongKeys', missing: [isItem(step.name) ? `[${step.name}]` : step.name], extra: [] };
}

function brokenLaw(spec: ScriptedSpec & { kind: 'law' }, trial: Trial, answer: ScriptResult): Assessment['mismatch'] {
  const yours = assemble(trial.result, answer);
  const holds = spec.holds as (result: unknown, d: Draw) => Held;
  let said: boolean | string;
  try {
    said = broken(holds(decodeValue(yours), new Draw(trial.seed, trial.shrink)));
  } catch {
    said = false; // a result of a kind that the law cannot even be asked about
  }
  if (said === true) return undefined;
  return { finding: { code: 'law', ...(said !== false && { law: said }) }, path: '', yours };
}

/** True, or the message id of what does not hold, if it has one. */
function broken(held: Held): boolean | string {
  if (typeof held !== 'object') return held;
  return Object.entries(held).find(([, claim]) => !claim)?.[0] ?? true;
}

function wrongGradient(
  spec: ScriptedSpec,
  trial: Trial,
  answer: ScriptResult,
  reference: ScriptResult,
  numeric: NumericGradients | undefined,
  rules: Rules,
  gradients: GradientVerdict[],
): Assessment['mismatch'] {
  const of = partOf(trial.result, 'of');
  const parts = of?.kind === 'record' ? new Map(of.entries) : new Map<string, ResultTree>();
  let first: Assessment['mismatch'];
  for (const tensor of numeric?.tensors ?? []) {
    const part = parts.get(tensor.input)!;
    const name = `d${tensor.input}`;
    const yours = assemble(part, answer);
    const expected = numericValue(tensor.shape, tensor.values, assemble(part, reference));
    const step = part.kind === 'step' ? { step: part.step } : {};
    const formal = compare(yours, expected, { ...rules, anyValue: true }, name);
    if (formal) {
      const { steps } = trial.script;
      const finding = part.kind === 'step' ? ofStep(formal.finding, steps[part.step]!, steps) : formal.finding;
      first ??= { ...formal, finding, ...step };
      continue;
    }
    const analytic = numbersOf(yours)!;
    const bad = Array.from(analytic).findIndex((value) => !Number.isFinite(value));
    const verdict = { ...compareGradient(spec.name, analytic, tensor, numeric!.floor), tensor: name };
    gradients.push(verdict);
    if (bad >= 0) {
      const finding = {
        code: 'notFinite',
        index: indexAt(bad, tensor.shape),
        found: analytic[bad]!,
        expected: tensor.values[bad]!,
      } as const;
      first ??= { finding, path: name, yours, expected, ...step };
    } else if (!verdict.pass) {
      const finding = {
        code: 'wrongGradient',
        tensor: name,
        maxRelativeError: verdict.maxRelativeError,
        limit: gradientLimit,
      } as const;
      first ??= { finding, path: name, yours, expected, ...step };
    }
  }
  return first;
}

function changedArgument(spec: ScriptedSpec, { observations }: ScriptResult): ChangedArgument | undefined {
  if (spec.options.mayChange) return undefined;
  for (const [step, seen] of observations.entries()) {
    const [argument] = seen.kind === 'returned' ? seen.changed : [];
    if (argument !== undefined) return { step, argument };
  }
  return undefined;
}

/** The name is the parameter's, known to whoever has the source: here it is the argument's number. */
const changedInput = ({ step, argument }: ChangedArgument): Assessment['mismatch'] => ({
  finding: { code: 'changedInput', argument: String(argument) },
  path: '',
  step,
});

function calledTooOften(spec: ScriptedSpec, { script }: Trial, { calls }: ScriptResult): Assessment['mismatch'] {
  const names = script.steps
    .flatMap(everyArgument)
    .flatMap((argument) => (argument.kind === 'catalogue' ? [argument.name] : []));
  return firstOf(names, (name, i) => {
    const limit = spec.options.maxCalls?.[name];
    const found = calls[i] ?? 0;
    return limit !== undefined && found > limit
      ? { finding: { code: 'calledTimes', name, found, limit }, path: '' }
      : undefined;
  });
}
