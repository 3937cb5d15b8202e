import { arraySpec, dtypes, randomShape, type Values } from '../arraySpec';
import { call, each, partner, plainLayouts, spec, type Agreement, type Argument, type Maker } from '../caseParts';

const binary =
  (name: string, agreement: Agreement = 'exact', values: Values = 'any'): Maker =>
  (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), values);
    const second = partner(dice, first, values);
    const args: Argument[] = [{ array: first }, second];
    // A list on its own says nothing of dtypes, and numbers adapt from either side.
    return call(name, dice.chance(0.3) ? args.reverse() : args, agreement, first);
  };

const unary =
  (name: string, agreement: Agreement = 'exact'): Maker =>
  (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    return call(name, [{ array: first }], agreement, first);
  };

const floats = ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'tanh', 'sqrt', 'rint'];
const angles = [
  'arcsin',
  'arccos',
  'arctan',
  'sinh',
  'cosh',
  'arcsinh',
  'arccosh',
  'arctanh',
  'degrees',
  'radians',
  'cbrt',
  'exp2',
];
const kept = [
  'negative',
  'absolute',
  'sign',
  'square',
  'floor',
  'ceil',
  'trunc',
  'fix',
  'isnan',
  'isinf',
  'isfinite',
  'logical_not',
];

export const elementwiseCases: Record<string, Maker> = {
  ...each(['add', 'subtract', 'multiply', 'divide', 'mod', 'floor_divide'], (name) => binary(name)),
  ...each(['maximum', 'minimum'], (name) => binary(name, 'either zero')),
  power: binary('power', 'ulps', 'positive'),
  ...each(
    [
      'equal',
      'not_equal',
      'less',
      'less_equal',
      'greater',
      'greater_equal',
      'logical_and',
      'logical_or',
      'logical_xor',
    ],
    (name) => binary(name),
  ),
  ...each([...floats, ...angles], (name) => unary(name, 'ulps')),
  ...each(kept, (name) => unary(name)),
  ...each(['arctan2', 'hypot'], (name) => binary(name, 'ulps')),
  logaddexp: binary('logaddexp', { magnitude: 4 }),
  heaviside: binary('heaviside'),
  nan_to_num: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    return call(
      'nan_to_num',
      [{ array: first }, ...(dice.chance(0.5) ? [] : [dice.pick([0, -1.5, 7])])],
      'exact',
      first,
    );
  },
  round: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    return call('round', [{ array: first }, ...(dice.chance(0.4) ? [] : [dice.int(-1, 3)])], 'ulps', first);
  },
  ...each(['isclose', 'allclose', 'array_equal'], (name) => (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), 'tiny');
    return call(
      name,
      [{ array: first }, dice.chance(0.4) ? { array: first } : partner(dice, first, 'tiny')],
      'exact',
      first,
    );
  }),
  where: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    if (dice.chance(0.2)) return call('where', [{ array: first }], 'exact', first);
    const condition = arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), first.result);
    const args: Argument[] = [{ array: first }, partner(dice, first, 'any')];
    return call('where', [{ array: condition }, ...(dice.chance(0.3) ? args.reverse() : args)], 'exact', first);
  },
  clip: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    const bound = (at: number): Argument =>
      dice.chance(0.2)
        ? null
        : dice.chance(0.3)
          ? { array: arraySpec(dice, dice.pick(dtypes), 'contiguous', first.result, 'finite') }
          : at;
    const low = bound(dice.pick([-1, 0, -0.5])),
      high = bound(dice.pick([1, 2, 0.75]));
    return low === null && high === null
      ? undefined
      : call('clip', [{ array: first }, low, high], 'either zero', first);
  },
};
