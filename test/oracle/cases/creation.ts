import { onArray, call, each, type Maker } from '../caseParts';
import { randomShape } from '../arraySpec';
import type { Dice } from '../dice';

const integers = (dice: Dice) => (dice.chance(0.4) ? ['int32'] : []);

export const creationCases: Record<string, Maker> = {
  ...each(['zeros_like', 'ones_like'], (name) => onArray(name, () => [])),
  full_like: onArray('full_like', (dice) => [dice.pick([0, 1, 2.5, -3])]),
  ...each(
    ['zeros', 'ones'],
    (name) => (dice) =>
      call(name, [dice.chance(0.3) ? dice.int(0, 4) : dice.chance(0.05) ? [-1, 2] : randomShape(dice)]),
  ),
  full: (dice) => call('full', [randomShape(dice), dice.pick([1, 0.5, true, -2])]),
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
