import { arraySpec, dtypes, jsonNumber, placed, randomShape, valuesOf } from '../arraySpec';
import { axisFor, call, each, onArray, plainLayouts, single, spec, type Argument, type Maker } from '../caseParts';
import type { Dice } from '../dice';

const ascending = (dice: Dice, length: number): number[] =>
  Array.from({ length }, () => dice.int(-6, 6) / 2).toSorted((a, b) => a - b);

const counted: Maker = (dice, wish) => {
  const first = spec(dice, wish, [dice.int(1, 6)], 'positive');
  const bad = dice.chance(0.03);
  first.elements = first.elements.map((value) => (bad ? -1 : Math.floor(Math.abs(Number(value))) % 6));
  const weights = dice.chance(0.5)
    ? null
    : { array: arraySpec(dice, dice.pick(dtypes), 'contiguous', first.result, 'finite') };
  return call('bincount', [{ array: first }, weights, dice.int(0, 8)], { magnitude: 100 }, first);
};

export const sortingCases: Record<string, Maker> = {
  ...each(['sort', 'argsort'], (name) =>
    onArray(
      name,
      (dice, { result }) => [dice.chance(0.2) ? null : axisFor(dice, result.length)],
      0,
      'any',
      () => 'either zero',
    ),
  ),
  unique: onArray(
    'unique',
    (dice, { result }) => (dice.chance(0.7) ? [] : [false, false, false, axisFor(dice, result.length)]),
    0,
    'tiny',
    () => 'either zero',
  ),
  'unique rows with NaN': (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 2, 3), 'tiny');
    const missing = wish.dtype === 'float32' || wish.dtype === 'float64' ? 'NaN' : 0;
    first.elements = first.elements.map((value) => (dice.chance(0.3) ? missing : value));
    const more = Array.from({ length: 3 }, () => dice.chance(0.5));
    const { length } = first.result;
    return call(
      'unique',
      [{ array: first }, ...more, length === 0 ? null : axisFor(dice, length)],
      'either zero',
      first,
    );
  },
  'unique with more': onArray(
    'unique',
    (dice, { result }) => [
      dice.chance(0.5),
      dice.chance(0.5),
      true,
      ...(dice.chance(0.6) ? [] : [axisFor(dice, result.length)]),
    ],
    0,
    'tiny',
    () => 'either zero',
  ),
  bincount: counted,
  histogram: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), dice.chance(0.95) ? 'finite' : 'any');
    const even = dice.chance(0.6);
    const bins: Argument = even ? dice.int(dice.chance(0.05) ? 0 : 1, 6) : ascending(dice, dice.int(2, 6));
    const density = dice.chance(0.3);
    const range = even && dice.chance(0.4) ? [dice.int(-4, 0), dice.int(1, 5)] : null;
    const weights = dice.chance(0.3)
      ? { array: arraySpec(dice, dice.pick(['float64', 'int32']), 'contiguous', first.result, 'tiny') }
      : null;
    return call(
      'histogram',
      [{ array: first }, bins, range, density, weights],
      density ? single(first, { magnitude: 50 }) : { magnitude: 50 },
      first,
    );
  },
  searchsorted: (dice, wish) => {
    const first = spec(dice, wish, [dice.int(1, 6)], 'finite');
    const sorted = placed(
      first,
      valuesOf(first).toSorted((a, b) => a - b),
    );
    const values = dice.chance(0.4)
      ? { number: jsonNumber(dice.pick([-1, 0, 0.5, NaN, 3])) }
      : { array: arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), randomShape(dice, 0, 3)) };
    return call('searchsorted', [{ array: sorted }, values, dice.pick(['left', 'right'])], 'exact', sorted);
  },
  digitize: onArray('digitize', (dice) => {
    const edges = dice.chance(0.05) ? [1, 3, 2] : ascending(dice, dice.int(1, 5));
    return [dice.chance(0.3) ? edges.toReversed() : edges, dice.chance(0.5)];
  }),
};
