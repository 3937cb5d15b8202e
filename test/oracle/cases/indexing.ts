import { arraySpec, randomShape } from '../arraySpec';
import { axisFor, onArray, plainLayouts, type Maker } from '../caseParts';
import { fancy, positions, slices } from './shapeParts';

export const indexingCases: Record<string, Maker> = {
  slice: onArray('slice', (dice, { result }) => slices(dice, result)),
  take: onArray('take', (dice, { result }) => {
    const axis = dice.chance(0.3) ? null : axisFor(dice, result.length);
    const length = axis === null ? result.reduce((a, b) => a * b, 1) : (result.at(axis) ?? 1);
    return [{ array: positions(dice, length, randomShape(dice, 0, 2)) }, axis];
  }),
  iindex: onArray(
    'iindex',
    (dice, { result }) => {
      const axis = axisFor(dice, result.length);
      return [{ array: positions(dice, result.at(axis) ?? 1, randomShape(dice, 1, 2)) }, axis];
    },
    1,
  ),
  bindex: onArray(
    'bindex',
    (dice, { result, layout }) => {
      const axis = dice.int(0, result.length - 1);
      if (layout !== 'rank 0' && dice.chance(0.3))
        return [{ array: arraySpec(dice, 'bool', 'contiguous', [result[axis]]) }, axis];
      const covered = result.slice(0, dice.int(1, result.length));
      if (dice.chance(0.05)) covered[0] += 1;
      return [{ array: arraySpec(dice, 'bool', dice.pick(plainLayouts), covered) }];
    },
    1,
  ),
  vindex: onArray('vindex', (dice, { result }) => fancy(dice, result), 1),
  take_along_axis: onArray(
    'take_along_axis',
    (dice, { result }) => {
      const axis = dice.int(-result.length, result.length - 1);
      const shape = result.with(axis, dice.int(1, 3));
      return [{ array: positions(dice, result.at(axis) ?? 1, shape) }, axis];
    },
    1,
  ),
  nonzero: onArray('nonzero', () => []),
  argwhere: onArray('argwhere', () => []),
  flatnonzero: onArray('flatnonzero', () => []),
};
