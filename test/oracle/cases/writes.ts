import { arraySpec, dtypes, randomShape, type ArraySpec } from '../arraySpec';
import { axisFor, plainLayouts, spec, type Argument, type Maker } from '../caseParts';
import type { Dice } from '../dice';
import { fancy, otherShape, positions, slices } from './shapeParts';

const views: Record<string, (dice: Dice, shape: readonly number[]) => Argument[]> = {
  itself: () => [],
  T: () => [],
  reshape: (dice, shape) => [otherShape(dice, shape)],
  ravel: () => [],
  slice: (dice, shape) => slices(dice, shape),
  swapaxes: (dice, shape) => [axisFor(dice, shape.length), axisFor(dice, shape.length)],
  expand_dims: (dice, shape) => [axisFor(dice, shape.length + 1)],
  squeeze: () => [],
  flip: () => [],
  flatten: () => [],
  copy: () => [],
};

/** Writes through a view of a strided array: the storage beneath must show the same. */
const write =
  (name: string, args: (dice: Dice, target: ArraySpec) => Argument[], through: readonly string[] = ['itself']): Maker =>
  (dice, wish) => {
    const target = spec(dice, wish, randomShape(dice, 0, 4), 'finite');
    const view = dice.pick(through);
    return {
      write: name,
      target,
      through: { view, args: views[view](dice, target.result) },
      args: args(dice, target),
      agreement: 'exact',
      first: target,
    };
  };

const value = (dice: Dice, { dtype }: ArraySpec): number =>
  dtype === 'bool' ? 1 : dtype === 'int32' ? dice.int(-9, 9) : dice.int(-9, 9) / 2;

function valuesFor(dice: Dice, target: ArraySpec, shape: readonly number[]): Argument {
  if (dice.chance(0.4)) return { number: value(dice, target) };
  const other = shape
    .slice(dice.chance(0.3) ? dice.int(0, shape.length) : 0)
    .map((length) => (dice.chance(0.2) ? 1 : length));
  return {
    array: arraySpec(
      dice,
      dice.chance(0.7) ? target.dtype : dice.pick(dtypes),
      dice.pick(plainLayouts),
      other,
      'finite',
    ),
  };
}

const overlap: Maker = (dice, wish) => {
  const target = spec(dice, wish, randomShape(dice, 1, 3), 'finite');
  const [to, from] = dice.pick([
    ['1:', ':-1'],
    [':-1', '1:'],
    [':', '::-1'],
    ['::-1', ':'],
  ]);
  return {
    write: 'overlap',
    target,
    through: { view: 'itself', args: [] },
    args: [],
    to: [to],
    from: [from],
    agreement: 'exact',
    first: target,
  };
};

const fillDiagonal: Maker = (dice, wish) => {
  const n = dice.int(1, 4);
  const shape = dice.chance(0.7) ? [dice.int(1, 9), n] : [n, n, n];
  const target = spec(dice, wish, shape, 'finite');
  return {
    write: 'fill_diagonal',
    target,
    through: { view: 'itself', args: [] },
    args: [
      dice.chance(0.4)
        ? { number: value(dice, target) }
        : Array.from({ length: dice.int(1, 5) }, () => value(dice, target)),
      dice.chance(0.4),
    ],
    agreement: 'exact',
    first: target,
  };
};

export const writeCases: Record<string, Maker> = {
  'write: fill': write('fill', (dice, target) => [{ number: value(dice, target) }], Object.keys(views)),
  'write: set slices': write('set', (dice, target) => {
    const parts = slices(dice, target.result);
    return [parts, valuesFor(dice, target, target.result.slice(parts.length))];
  }),
  'write: set masks and arrays': write('set', (dice, target) => {
    const parts = fancy(dice, target.result);
    return [
      parts,
      parts.length === 0
        ? { number: 1 }
        : dice.chance(0.7)
          ? { number: value(dice, target) }
          : valuesFor(dice, target, [1]),
    ];
  }),
  'write: copyto': write('copyto', (dice, target) => [valuesFor(dice, target, target.result)]),
  'write: putmask': write('putmask', (dice, target) => [
    { array: arraySpec(dice, 'bool', 'contiguous', target.result) },
    valuesFor(dice, target, target.result),
  ]),
  'write: place': write('place', (dice, target) => [
    { array: arraySpec(dice, 'bool', 'contiguous', target.result) },
    { array: arraySpec(dice, target.dtype, 'contiguous', [dice.int(1, 3)], 'finite') },
  ]),
  'write: put': write('put', (dice, target) => [
    {
      array: positions(
        dice,
        target.result.reduce((a, b) => a * b, 1),
        [dice.int(0, 3)],
      ),
    },
    { array: arraySpec(dice, target.dtype, 'contiguous', [dice.int(1, 3)], 'finite') },
  ]),
  'write: put_along_axis': (dice, wish) => {
    const made = write('put_along_axis', () => [])(dice, wish);
    if (made === undefined || !('write' in made)) return undefined;
    const result = made.target.result.length === 0 ? [1] : made.target.result;
    const axis = dice.int(-result.length, result.length - 1);
    const index = positions(dice, result.at(axis) ?? 1, result.with(axis, 1));
    return { ...made, args: [{ array: index }, { number: value(dice, made.target) }, axis] };
  },
  'write: overlap': overlap,
  'write: fill_diagonal': fillDiagonal,
};
