import type * as np from '../../../runtime/np/np';
import { arraySpec, dtypes, randomShape, type ArraySpec } from '../arraySpec';
import { axisFor, plainLayouts, spec, type Argument, type Maker, type Step } from '../caseParts';
import type { Dice } from '../dice';
import { Running, views } from '../runCase';
import { otherShape, slices } from './shapeParts';

const STEPS = 20;

const viewArguments: Record<string, (dice: Dice, shape: readonly number[]) => Argument[]> = {
  reshape: (dice, shape) => [otherShape(dice, shape)],
  slice: (dice, shape) => slices(dice, shape),
  swapaxes: (dice, shape) => [axisFor(dice, shape.length), axisFor(dice, shape.length)],
  expand_dims: (dice, shape) => [axisFor(dice, shape.length + 1)],
  diagonal: (dice) => [dice.int(-1, 1)],
  rot90: (dice) => [dice.int(1, 3)],
};

/** Random programs: the arrays at hand are views of each other as often as not, so that a write shows in many. */
export const programCases: Record<string, Maker> = {
  program: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 1, 3), 'tiny');
    const arrays = [first, arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), first.result, 'tiny')];
    const running = new Running(arrays);
    const program: Step[] = [];
    while (program.length < STEPS) {
      const step = nextStep(dice, running, arrays);
      running.run(step);
      program.push(step);
    }
    return { program, arrays, agreement: { magnitude: 1000 }, first };
  },
};

function nextStep(dice: Dice, running: Running, arrays: readonly ArraySpec[]): Step {
  const of = dice.int(0, running.arrays.length - 1);
  const array = running.arrays[of];
  const kind = dice.int(0, 9);
  if (kind < 4 && running.arrays.length < 3 * arrays.length + 4) {
    const view = dice.pick(Object.keys(views));
    return { step: 'view', of, view, args: viewArguments[view]?.(dice, array.shape) ?? [] };
  }
  return kind < 7 ? writeTo(dice, running, of) : read(dice, running, of);
}

function writeTo(dice: Dice, running: Running, to: number): Step {
  const { shape } = running.arrays[to];
  const number = { number: dice.int(-2, 2) };
  const other = { ref: sameShape(dice, running, to) };
  switch (dice.int(0, 4)) {
    case 0:
      return { step: 'write', to, write: 'fill', args: [number] };
    case 1:
      // NumPy lets some read-only arrays be written onto themselves.
      return { step: 'write', to, write: 'copyto', args: [isWritable(running.arrays[to]) ? other : number] };
    case 2:
      return { step: 'write', to, write: 'add to', args: [dice.chance(0.5) ? other : number] };
    case 3:
      return { step: 'write', to, write: 'putmask', args: [mask(dice, shape), number] };
    default:
      return { step: 'write', to, write: 'set', args: [slices(dice, shape), number] };
  }
}

function isWritable(array: np.NDArray): boolean {
  try {
    array.set(['...'], array.copy());
    return true;
  } catch {
    return false;
  }
}

const mask = (dice: Dice, shape: readonly number[]): Argument => ({
  array: arraySpec(dice, 'bool', 'contiguous', shape),
});

/** Another array of the same shape, if there is one: often a view of the same elements. */
function sameShape(dice: Dice, running: Running, of: number): number {
  const shape = running.arrays[of].shape.join();
  return dice.pick(running.arrays.map((_, i) => i).filter((i) => running.arrays[i].shape.join() === shape));
}

function read(dice: Dice, running: Running, of: number): Step {
  const it = { ref: of };
  const { shape } = running.arrays[of];
  switch (dice.int(0, 5)) {
    case 0:
      return { step: 'read', function: 'sum', args: [it, dice.chance(0.5) ? null : axisFor(dice, shape.length)] };
    case 1:
      return { step: 'read', function: 'multiply', args: [it, { ref: sameShape(dice, running, of) }] };
    case 2:
      return { step: 'read', function: 'toString', args: [it] };
    case 3:
      return { step: 'read', function: 'sort', args: [it, axisFor(dice, shape.length)] };
    case 4:
      return { step: 'read', function: 'where', args: [it, it, 0] };
    default:
      return { step: 'read', function: 'cumsum', args: [it, null] };
  }
}
