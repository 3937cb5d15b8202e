import * as np from '../../runtime/np/np';
import { arraySpec, dtypes, type ArraySpec } from '../oracle/arraySpec';
import { plainLayouts, type Agreement, type Argument, type ProgramCase, type Step } from '../oracle/caseParts';
import { fancy, otherShape, slices } from '../oracle/cases/shapeParts';
import { Dice } from '../oracle/dice';
import { Running } from '../oracle/runCase';

/** A program, and how equal the answer to each of its steps must be. */
export interface LargeProgram {
  each: ProgramCase;
  agreements: Agreement[];
}

const STEPS = 12;

/** Beyond the sizes at which an engine leaves the work to plain JavaScript. */
function largeShape(dice: Dice): number[] {
  const rank = dice.int(1, 3);
  if (rank === 1) return [dice.int(300, 20_000)];
  if (rank === 2) return [dice.int(1, 200), dice.int(20, 200)];
  return dice.shuffled([dice.int(1, 12), dice.int(5, 50), dice.int(5, 50)]);
}

/** Random programs on large arrays. Only views and what rounds alike everywhere are kept, so that each rounding stands by itself. */
export function largeProgram(seed: number): LargeProgram {
  const dice = new Dice(seed);
  const shape = largeShape(dice);
  const drawn = (dtype: ArraySpec['dtype']) => arraySpec(dice, dtype, dice.pick(plainLayouts), shape, 'finite');
  const arrays = [drawn(seed % 2 === 0 ? 'float32' : 'float64'), drawn(dice.pick(dtypes))];
  const running = new Running(arrays);
  const program: Step[] = [];
  const agreements: Agreement[] = [];
  while (program.length < STEPS) {
    const { step, agreement } = nextStep(dice, running);
    running.run(step);
    program.push(step);
    agreements.push(agreement);
  }
  return { each: { program, arrays, agreement: 'exact', first: arrays[0]! }, agreements };
}

interface Judged {
  step: Step;
  agreement: Agreement;
}

function nextStep(dice: Dice, running: Running): Judged {
  const of = dice.int(0, running.arrays.length - 1);
  const array = running.arrays[of]!;
  const kind = dice.int(0, 9);
  if (kind < 2) return { step: view(dice, of, array.shape), agreement: 'exact' };
  if (kind < 4) return { step: write(dice, running, of), agreement: 'exact' };
  const [name, args, agreement] = dice.pick(reads)(dice, running, of, array);
  return { step: { step: 'read', function: name, args: [{ ref: of }, ...args] }, agreement };
}

const axisOf = (dice: Dice, shape: readonly number[]) => dice.int(-shape.length, shape.length - 1);

function view(dice: Dice, of: number, shape: readonly number[]): Step {
  const takes: Record<string, () => Argument[]> = {
    T: () => [],
    flip: () => [],
    ravel: () => [],
    reshape: () => [otherShape(dice, shape)],
    slice: () => slices(dice, shape),
    swapaxes: () => [axisOf(dice, shape), axisOf(dice, shape)],
  };
  const name = dice.pick(Object.keys(takes));
  return { step: 'view', of, view: name, args: takes[name]!() };
}

/** An array of the same shape, itself if there is no other: often a view of the same elements. */
function alike(dice: Dice, running: Running, of: number): Argument {
  const shape = running.arrays[of]!.shape.join();
  return { ref: dice.pick(running.arrays.flatMap((array, i) => (array.shape.join() === shape ? [i] : []))) };
}

function write(dice: Dice, running: Running, to: number): Step {
  const number = { number: dice.int(-2, 2) };
  const { shape } = running.arrays[to]!;
  switch (dice.int(0, 2)) {
    case 0:
      return { step: 'write', to, write: 'add to', args: [dice.chance(0.7) ? alike(dice, running, to) : number] };
    case 1:
      return { step: 'write', to, write: 'set', args: [slices(dice, shape), number] };
    default: {
      const mask = arraySpec(dice, 'bool', dice.pick(plainLayouts), shape);
      return { step: 'write', to, write: 'putmask', args: [{ array: mask }, number] };
    }
  }
}

type Read = (dice: Dice, running: Running, of: number, x: np.NDArray) => [string, Argument[], Agreement];

/** Rounding grows with the largest sum of magnitudes. */
function within(magnitudes: np.NDArray): Agreement {
  return { magnitude: magnitudes.size === 0 ? 0 : Number(np.max(np.abs(magnitudes))) };
}

const reads: Read[] = [
  (dice, _, __, x) => {
    const axis = dice.chance(0.3) ? null : axisOf(dice, x.shape);
    const size = np.abs(x.astype('float64'));
    switch (dice.pick(['sum', 'mean', 'var'])) {
      case 'sum':
        return ['sum', [axis], within(np.asarray(np.sum(size, axis)))];
      case 'mean':
        return ['mean', [axis], within(np.asarray(np.mean(size, axis)))];
      default:
        // Squares are rounded, and so is the mean that they are of.
        return ['var', [axis], within(np.multiply(4, np.mean(np.square(size), axis)))];
    }
  },
  (dice, _, __, x) => [
    dice.pick(['max', 'min', 'argmax', 'argmin']),
    [dice.chance(0.3) ? null : axisOf(dice, x.shape)],
    'exact',
  ],
  (dice, running, of) => [
    dice.pick(['add', 'subtract', 'multiply', 'divide', 'maximum', 'less_equal', 'not_equal']),
    [alike(dice, running, of)],
    'exact',
  ],
  (dice, _, __, x) => {
    const shape = x.shape.map((length) => (dice.chance(0.5) ? 1 : length));
    const other = arraySpec(dice, dice.pick(['float64', 'float32']), dice.pick(plainLayouts), shape, 'finite');
    return [dice.pick(['add', 'subtract', 'multiply', 'minimum', 'greater']), [{ array: other }], 'exact'];
  },
  (dice) => [dice.pick(['negative', 'abs', 'square', 'floor', 'sign']), [], 'exact'],
  (dice) => [dice.pick(['exp', 'tanh']), [], 'ulps'],
  (dice, _, of) => (dice.chance(0.5) ? ['where', [{ ref: of }, 0], 'exact'] : ['clip', [-1, 1.5], 'exact']),
  (dice, _, __, x) => [dice.pick(['sort', 'argsort']), [axisOf(dice, x.shape)], 'exact'],
  (dice, _, __, x) => ['vindex', fancy(dice, x.shape), 'exact'],
  product,
  product,
];

function product(dice: Dice, _: Running, __: number, x: np.NDArray): [string, Argument[], Agreement] {
  const inner = x.shape.at(-1) ?? 1;
  const shape = [...x.shape.slice(0, -2), inner, dice.int(1, 70)];
  const other = arraySpec(dice, dice.pick(['float64', 'float32']), dice.pick(plainLayouts), shape, 'finite');
  const y = new Running([other]).arrays[0]!;
  const magnitudes = x.ndim === 0 ? np.zeros([1]) : np.matmul(np.abs(x.astype('float64')), np.abs(y));
  return ['matmul', [{ array: other }], within(magnitudes)];
}
