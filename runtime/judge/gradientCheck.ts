import type { ResultTree } from '../kit/record';
import { isNDArray, toWire, fromWire } from '../np/wire';
import type { NDArray } from '../np/np';
import type { Script, ScriptResult } from '../protocol/script';
import type { Rerun } from '../script/rerun';
import type { Value } from '../protocol/value';
import type { GradientVerdict } from '../protocol/verdict';
import { arrayValue, elementsOf, numbersOf } from './elements';
import type { CourseCode } from './reference';
import { rerunDifferences, rerunLoss, type LossProbe } from './rerunDifferences';
import { assemble, lastStepOf, partOf, recordGradient } from './trial';
import type { ScriptedSpec, Surroundings, Trial } from './trial';

/** Step of the central difference (L(x + h) - L(x - h)) / 2h: its error is about h^2 + 1e-16 / h. */
const h = 1e-5;

export const gradientLimit = 1e-6;

/** dL/dx by numeric differences, for each input x that the check names. */
export interface NumericGradients {
  /** Below this a gradient cannot be told from the rounding of the loss. */
  floor: number;
  tensors: { input: string; shape: number[]; values: number[] }[];
}

/** The scripts that evaluate the loss around the drawn inputs, and how their results become gradients. */
export interface Differences {
  scripts: Script[];
  gradients(results: readonly ScriptResult[]): NumericGradients;
}

function probeOf(spec: ScriptedSpec, trial: Trial, around: Surroundings, inputs: Record<string, unknown>): LossProbe {
  const { steps, result } = recordGradient(spec, around, inputs);
  const loss = partOf(result, 'loss') ?? result;
  return { script: { ...trial.script, steps: steps.slice(0, lastStepOf(loss) + 1) }, loss };
}

export function differences(spec: ScriptedSpec, trial: Trial, around: Surroundings): Differences {
  const inputs = trial.inputs ?? {};
  const names = gradientNames(trial.result);
  const probes: LossProbe[] = [];

  const probe = (changed: Record<string, unknown>): void => {
    probes.push(probeOf(spec, trial, around, { ...inputs, ...changed }));
  };

  probe({});
  for (const name of names) {
    for (let i = 0; i < sizeOf(inputs[name]); i++) {
      probe({ [name]: moved(inputs[name], i, h) });
      probe({ [name]: moved(inputs[name], i, -h) });
    }
  }
  return {
    scripts: probes.map(({ script }) => script),
    gradients: (results) => {
      const losses = probes.map(({ loss }, i) => lossOf(assemble(loss, results[i]!)));
      let at = 1;
      const tensors = names.map((input) => ({
        input,
        shape: shapeOf(inputs[input]),
        values: Array.from({ length: sizeOf(inputs[input]) }, () => {
          at += 2;
          return (losses[at - 2]! - losses[at - 1]!) / (2 * h);
        }),
      }));
      return { floor: floorOf(losses[0]!), tensors };
    },
  };
}

/** The same on code in our own memory, where an entry can be moved in place: as a rule, and if not, as anywhere else. */
export function differentiate(
  spec: ScriptedSpec,
  trial: Trial,
  around: Surroundings,
  code: CourseCode,
): NumericGradients {
  const quick = code.rerun((start) => inPlace(spec, trial, around, start));
  if (quick) return quick;
  const { scripts, gradients } = differences(spec, trial, around);
  return gradients(scripts.map((script) => code.run(script)));
}

function inPlace(
  spec: ScriptedSpec,
  trial: Trial,
  around: Surroundings,
  start: (script: Script) => Rerun,
): NumericGradients | undefined {
  const inputs = trial.inputs ?? {};
  const probe = (changed: Record<string, unknown>) => probeOf(spec, trial, around, { ...inputs, ...changed });
  const base = probe({});
  const tensors: NumericGradients['tensors'] = [];
  for (const name of gradientNames(trial.result)) {
    const input = inputs[name];
    if (!isNDArray(input)) return undefined;
    const shifted = shiftedBy(input, 1);
    const values = rerunDifferences(base, probe({ [name]: shifted }), input, shifted, h, start);
    if (!values) return undefined;
    tensors.push({ input: name, shape: shapeOf(input), values });
  }
  const loss = rerunLoss(base, start);
  return loss === undefined ? undefined : { floor: floorOf(loss), tensors };
}

const floorOf = (loss: number): number => 1e-4 * Math.max(1, Math.abs(loss));

/** `[y, dy]` is sum(y dy), where dy is the gradient that is sent backward; `y` alone is its sum. */
function lossOf(value: Value): number {
  const [y, dy] = value.kind === 'list' ? value.items : [value];
  const ys = numbersOf(y) ?? [NaN];
  const weights = numbersOf(dy);
  let loss = 0;
  for (let i = 0; i < ys.length; i++)
    loss += ys[i]! * (weights ? (weights.length === 1 ? weights[0]! : weights[i]!) : 1);
  return loss;
}

function gradientNames(result: ResultTree): string[] {
  const of = partOf(result, 'of');
  return of?.kind === 'record' ? of.entries.map(([name]) => name) : [];
}

/** Norm by norm, so that one tiny entry does not decide: ||a - n|| / max(||a||, ||n||). */
export function compareGradient(
  name: string,
  analytic: ArrayLike<number>,
  { shape, values }: NumericGradients['tensors'][number],
  floor: number,
): GradientVerdict {
  const relative = (difference: number, a: number, n: number) =>
    difference === 0 ? 0 : difference / Math.max(a, n, floor);
  const error = norm(values.map((n, i) => analytic[i]! - n));
  const maxRelativeError = relative(error, norm(analytic), norm(values));
  return {
    case: name,
    tensor: '',
    shape,
    analytic: Array.from(analytic),
    numeric: values,
    relativeError: values.map((n, i) => relative(Math.abs(analytic[i]! - n), Math.abs(analytic[i]!), Math.abs(n))),
    maxRelativeError,
    limit: gradientLimit,
    pass: maxRelativeError <= gradientLimit,
  };
}

/** The Euclidean norm. */
function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

export const numericValue = (shape: number[], values: number[], like: Value): Value =>
  like.kind === 'number' ? { kind: 'number', value: values[0]! } : arrayValue('float64', shape, values);

const shapeOf = (input: unknown): number[] => (isNDArray(input) ? [...input.shape] : []);
const sizeOf = (input: unknown): number => shapeOf(input).reduce((size, dim) => size * dim, 1);

function shiftedBy(input: NDArray, by: number): NDArray {
  const value = toWire(input);
  return fromWire(
    arrayValue(
      value.dtype,
      value.shape,
      Array.from(elementsOf(value), (x) => x + by),
    ),
  );
}

function moved(input: unknown, i: number, by: number): unknown {
  if (!isNDArray(input)) return Number(input) + by;
  const value = toWire(input);
  const numbers = Array.from(numbersOf(value)!);
  numbers[i]! += by;
  return fromWire(arrayValue('float64', value.shape, numbers));
}
