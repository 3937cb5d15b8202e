import { arraySpec, dtypes, randomShape, type ArraySpec } from '../arraySpec';
import { axisFor, call, each, onArray, plainLayouts, spec, type Argument, type Maker, type Wish } from '../caseParts';
import type { Dice } from '../dice';
import { otherShape } from './shapeParts';

function joinable(dice: Dice, wish: Wish, axis: number | null): ArraySpec[] {
  const first = spec(dice, wish, randomShape(dice, dice.chance(0.1) ? 0 : 1, 4));
  const others = Array.from({ length: dice.int(0, 2) }, () => {
    const shape = first.result.map((length, at) =>
      at === axis ? dice.int(0, 3) : dice.chance(0.02) ? length + 1 : length,
    );
    return arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), shape);
  });
  return [first, ...others];
}

const lists = (specs: ArraySpec[]): Argument => ({ list: specs.map((array) => ({ array })) });

export const shapeCases: Record<string, Maker> = {
  reshape: onArray('reshape', (dice, { result }) => [otherShape(dice, result)]),
  transpose: onArray('transpose', (dice, { result }) =>
    dice.chance(0.3) ? [] : [dice.shuffled(result.map((_, axis) => axis - (dice.chance(0.2) ? result.length : 0)))],
  ),
  swapaxes: onArray('swapaxes', (dice, { result }) => [axisFor(dice, result.length), axisFor(dice, result.length)]),
  moveaxis: onArray('moveaxis', (dice, { result }) => [axisFor(dice, result.length), axisFor(dice, result.length)]),
  ravel: onArray('ravel', () => []),
  ...each(['shape', 'ndim'], (name) => onArray(name, () => [])),
  size: onArray('size', (dice, { result }) => (dice.chance(0.4) ? [] : [axisFor(dice, result.length)])),
  flatten: onArray('flatten', () => []),
  squeeze: onArray('squeeze', (dice, { result }) => (dice.chance(0.6) ? [] : [axisFor(dice, result.length)])),
  expand_dims: onArray('expand_dims', (dice, { result }) => [axisFor(dice, result.length + 1)]),
  broadcast_to: onArray('broadcast_to', (dice, { result }) => [
    [
      ...Array.from({ length: dice.int(0, 1) }, () => 2),
      ...result.map((length) => (length === 1 ? dice.int(1, 3) : dice.chance(0.05) ? length + 1 : length)),
    ],
  ]),
  concatenate: (dice, wish) => {
    const axis = dice.chance(0.1) ? null : dice.int(0, 1);
    const specs = joinable(dice, wish, axis);
    return call('concatenate', [lists(specs), axis], 'exact', specs[0]);
  },
  stack: (dice, wish) => {
    const specs = joinable(dice, wish, null);
    return call('stack', [lists(specs), axisFor(dice, specs[0].result.length + 1)], 'exact', specs[0]);
  },
  ...Object.fromEntries(
    ['vstack', 'hstack'].map((name): [string, Maker] => [
      name,
      (dice, wish) => {
        const specs = joinable(dice, wish, null);
        return call(name, [lists(specs)], 'exact', specs[0]);
      },
    ]),
  ),
  split: onArray('split', (dice, { result }) => [
    dice.chance(0.6) ? dice.int(1, 3) : [dice.int(0, 3), dice.int(0, 4)],
    axisFor(dice, result.length),
  ]),
  flip: onArray('flip', (dice, { result }) => (dice.chance(0.4) ? [] : [axisFor(dice, result.length)])),
  repeat: onArray('repeat', (dice, { result }) => [
    dice.int(0, 3),
    dice.chance(0.4) ? null : axisFor(dice, result.length),
  ]),
  tile: onArray('tile', (dice) => [dice.chance(0.5) ? dice.int(0, 3) : [dice.int(1, 2), dice.int(1, 2)]]),
  pad: onArray(
    'pad',
    (dice, { result }) => [
      dice.chance(0.3)
        ? dice.int(0, 2)
        : dice.chance(0.3)
          ? [dice.int(0, 2), dice.int(0, 2)]
          : result.map(() => [dice.int(0, 2), dice.int(0, 1)]),
      'constant',
      dice.pick([0, 1, { number: '-0' }]),
    ],
    1,
  ),
  ...each(['dstack', 'column_stack'], (name) => (dice, wish) => {
    const specs = joinable(dice, wish, null);
    return call(name, [lists(specs)], 'exact', specs[0]);
  }),
  append: (dice, wish) => {
    const [first, second = first] = joinable(dice, wish, null);
    return call(
      'append',
      [{ array: first }, { array: second }, ...(dice.chance(0.5) ? [] : [axisFor(dice, first.result.length)])],
      'exact',
      first,
    );
  },
  array_split: onArray('array_split', (dice, { result }) => [
    dice.chance(0.6) ? dice.int(1, 5) : [dice.int(0, 3), dice.int(0, 4)],
    axisFor(dice, result.length),
  ]),
  ...each(['vsplit', 'hsplit'], (name) =>
    onArray(name, (dice) => [dice.chance(0.6) ? dice.int(1, 2) : [dice.int(0, 3)]], name === 'vsplit' ? 2 : 1),
  ),
  ...each(['flipud', 'fliplr'], (name) => onArray(name, () => [], name === 'fliplr' ? 2 : 1)),
  rot90: onArray(
    'rot90',
    (dice, { result }) => [
      dice.int(-3, 5),
      dice.shuffled(result.map((_, axis) => axis - (dice.chance(0.3) ? result.length : 0))).slice(0, 2),
    ],
    2,
  ),
  roll: onArray('roll', (dice, { result }) => {
    if (dice.chance(0.3)) return [dice.int(-5, 5)];
    if (dice.chance(0.5) || result.length === 0) return [dice.int(-5, 5), axisFor(dice, result.length)];
    const axes = dice.shuffled(result.map((_, axis) => axis)).slice(0, 2);
    return [axes.map(() => dice.int(-4, 4)), axes];
  }),
  'repeat each': onArray('repeat', (dice, { result }) => {
    const axis = dice.chance(0.4) ? null : axisFor(dice, result.length);
    const length = axis === null ? result.reduce((a, b) => a * b, 1) : (result.at(axis) ?? 1);
    return [Array.from({ length: dice.chance(0.04) ? length + 1 : length }, () => dice.int(0, 2)), axis];
  }),
  ...each(['atleast_1d', 'atleast_2d', 'atleast_3d'], (name) => onArray(name, () => [])),
  broadcast_arrays: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    const other = first.result.slice(dice.int(0, first.result.length)).map((length) => (dice.chance(0.5) ? 1 : length));
    return call(
      'broadcast_arrays',
      [{ array: first }, { array: arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), other) }],
      'exact',
      first,
    );
  },
  meshgrid: (dice, wish) => {
    const first = spec(dice, wish, [dice.int(1, 4)]);
    const others = Array.from({ length: dice.int(0, 2) }, () => ({
      array: arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), [dice.int(0, 3)]),
    }));
    const options = { options: { indexing: dice.pick(['xy', 'ij']), sparse: dice.chance(0.3) } };
    return call('meshgrid', [{ array: first }, ...others, ...(dice.chance(0.5) ? [] : [options])], 'exact', first);
  },
  copy: onArray('copy', () => []),
  astype: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), 'finite');
    return call('astype', [{ array: first }, dice.pick(dtypes)], 'exact', first);
  },
  toString: onArray('toString', () => []),
  'toString summarised': (dice, wish) => {
    const first = spec(dice, wish, dice.pick([[1001], [2, 600], [40, 30], [7, 9, 17], [1200, 1]]), 'any');
    return call('toString', [{ array: first }], 'exact', first);
  },
  iterate: onArray('iterate', () => []),
};
