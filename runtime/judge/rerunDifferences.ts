import type { ResultTree } from '../kit/record';
import { entriesOf, isNDArray, toWire, writeEntry } from '../np/wire';
import type { NDArray } from '../np/np';
import type { Argument, Script } from '../protocol/script';
import type { ArrayValue, Value } from '../protocol/value';
import { argumentsOf } from '../script/arguments';
import type { Rerun } from '../script/rerun';
import { sameValue } from '../script/sameValue';
import { elementsOf } from './elements';

/** A script around the drawn inputs, cut off behind the loss. */
export interface LossProbe {
  script: Script;
  loss: ResultTree;
}

/**
 * (L(x + h) - L(x - h)) / 2h for every entry of an input, by the script of the drawn inputs run again and again with one
 * entry moved in place. `undefined` where the code must be asked in full each time: where an input does not reach the script whole, where
 * the loss is no plain sum, or where the runs have left a trace in the arguments or in the loss.
 */
export function rerunDifferences(
  base: LossProbe,
  shifted: LossProbe,
  input: NDArray,
  shift: NDArray,
  h: number,
  start: (script: Script) => Rerun,
): number[] | undefined {
  const places = placesOf(base, shifted, toWire(input), toWire(shift));
  if (places === undefined) return undefined;
  try {
    const rerun = start(base.script);
    const lossAfterAll = (): number => lossOf(base.loss, rerun.run());
    const before = lossAfterAll();
    const numbers = elementsOf(toWire(input));
    const arrays = places.flatMap((value) => rerun.arraysOf(value));
    const lossWith = (i: number, value: number): number => {
      for (const array of arrays) writeEntry(array, i, value);
      return lossAfterAll();
    };
    const gradient = Array.from({ length: numbers.length }, (_, i) => {
      const difference = lossWith(i, numbers[i]! + h) - lossWith(i, numbers[i]! - h);
      for (const array of arrays) writeEntry(array, i, numbers[i]!);
      return difference / (2 * h);
    });
    return rerun.unchanged && Object.is(lossAfterAll(), before) ? gradient : undefined;
  } catch {
    return undefined;
  }
}

export function rerunLoss({ script, loss }: LossProbe, start: (script: Script) => Rerun): number | undefined {
  try {
    return lossOf(loss, start(script).run());
  } catch {
    return undefined;
  }
}

/** The values of the script that are the input and nothing else; `undefined` where it has changed more, or otherwise, when the input changed. */
function placesOf(base: LossProbe, shifted: LossProbe, input: ArrayValue, shift: ArrayValue): ArrayValue[] | undefined {
  if (input.dtype !== 'float64' || !sameTree(base.loss, shifted.loss)) return undefined;
  if (base.script.steps.length !== shifted.script.steps.length) return undefined;
  const places = new Set<ArrayValue>();
  const whole = (a: Value, b: Value): boolean => {
    if (sameValue(a, b)) return true;
    if (a.kind !== 'ndarray' || !sameValue(a, input) || !sameValue(b, shift)) return false;
    places.add(a);
    return true;
  };
  const match = (a: Argument, b: Argument): boolean => {
    switch (a.kind) {
      case 'value':
        return b.kind === 'value' && whole(a.value, b.value);
      case 'step':
        return b.kind === 'step' && a.step === b.step;
      case 'list':
        return b.kind === 'list' && every(a.items, b.items, match);
      case 'record':
        return (
          b.kind === 'record' && every(a.entries, b.entries, ([key, x], [other, y]) => key === other && match(x, y))
        );
      case 'catalogue':
      case 'report':
        return false;
      default:
        return a satisfies never;
    }
  };
  const steps = every(
    base.script.steps,
    shifted.script.steps,
    (a, b) => a.op === b.op && every(argumentsOf(a), argumentsOf(b), match),
  );
  return steps ? [...places] : undefined;
}

function every<T>(a: readonly T[], b: readonly T[], holds: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((item, i) => holds(item, b[i]!));
}

function sameTree(a: ResultTree, b: ResultTree): boolean {
  if (a.kind === 'step') return b.kind === 'step' && a.step === b.step;
  if (a.kind === 'value') return b.kind === 'value' && sameValue(a.value, b.value);
  return a.kind === 'list' && b.kind === 'list' && every(a.items, b.items, sameTree);
}

/** `[y, dy]` is sum(y dy), in the order in which it is added up for a script that runs once. */
function lossOf(tree: ResultTree, live: readonly unknown[]): number {
  const [of, by] = tree.kind === 'list' ? tree.items : [tree];
  const ys = numbersIn(of!, live),
    weights = by && numbersIn(by, live);
  let loss = 0;
  for (let i = 0; i < ys.length; i++)
    loss += ys[i]! * (weights ? (weights.length === 1 ? weights[0]! : weights[i]!) : 1);
  return loss;
}

function numbersIn(tree: ResultTree, live: readonly unknown[]): ArrayLike<number> {
  const value = tree.kind === 'step' ? live[tree.step] : tree.kind === 'value' ? tree.value : undefined;
  if (typeof value === 'number') return [value];
  if (isNDArray(value)) return entriesOf(value);
  if (tree.kind === 'value' && tree.value.kind === 'ndarray') return elementsOf(tree.value);
  if (tree.kind === 'value' && tree.value.kind === 'number') return [tree.value.value];
  throw new Error('the loss is not made of numbers');
}
