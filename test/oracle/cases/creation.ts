import { onArray, call, each, plainLayouts, type Argument, type Maker } from '../caseParts';
import { arraySpec, dtypes, randomShape } from '../arraySpec';
import type { Dice } from '../dice';

const integers = (dice: Dice) => (dice.chance(0.4) ? ['int32'] : []);

/** An array, or a list, that mostly broadcasts to the shape. */
function fill(dice: Dice, shape: readonly number[]): Argument {
  const trimmed = shape.slice(dice.int(0, shape.length)).map((length) => (dice.chance(0.3) ? 1 : length));
  const wide = dice.chance(0.15) ? [...shape.map(() => 1), ...trimmed] : trimmed;
  if (dice.chance(0.07)) wide.push(3);
  if (wide.length === 1 && dice.chance(0.6)) return Array.from({ length: wide[0] }, () => dice.int(0, 3) + 0.5);
  return { array: arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), wide, 'finite') };
}

export const creationCases: Record<string, Maker> = {
  ...each(['zeros_like', 'ones_like'], (name) => onArray(name, () => [])),
  full_like: onArray('full_like', (dice, { result }) => [
    dice.chance(0.6) ? dice.pick([0, 1, 2.5, -3, { number: '-0' }]) : fill(dice, result),
  ]),
  ...each(
    ['zeros', 'ones'],
    (name) => (dice) =>
      call(name, [dice.chance(0.3) ? dice.int(0, 4) : dice.chance(0.05) ? [-1, 2] : randomShape(dice)]),
  ),
  full: (dice) => {
    const shape = randomShape(dice);
    return call('full', [
      shape,
      dice.chance(0.5) ? dice.pick([1, 0.5, true, -2]) : fill(dice, shape),
      ...integers(dice),
    ]);
  },
  arange: (dice) =>
    call(
      'arange',
      dice.chance(0.3)
        ? [dice.int(-2, 6)]
        : [
            dice.int(-4, 4) / dice.pick([1, 2]),
            dice.int(-6, 8),
            dice.pick([1, 2, -1, 0.5, 0.3, -0.7, 2.5, -1.2]),
            ...integers(dice),
          ],
    ),
  linspace: (dice) =>
    call('linspace', [
      dice.int(-4, 4) / 2,
      dice.int(-4, 8) / 3,
      dice.int(dice.chance(0.05) ? -2 : 0, 9),
      ...integers(dice),
    ]),
  eye: (dice) => call('eye', [dice.int(0, 4), dice.int(0, 4), dice.int(-4, 4)]),
  identity: (dice) => call('identity', [dice.int(0, 4)]),
  tri: (dice) => call('tri', [dice.int(0, 4), dice.int(0, 4), dice.int(-4, 4)]),
};
