import { randomShape, type ArraySpec, type Values } from '../arraySpec';
import {
  axesFor,
  axisFor,
  call,
  each,
  magnitude,
  onArray,
  single,
  spec,
  type Argument,
  type Maker,
} from '../caseParts';
import type { Dice } from '../dice';

const reduction =
  (name: string, values: Values = 'any', several = true, ddof = false): Maker =>
  (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), values);
    const rank = first.result.length;
    const axis = name.endsWith('median')
      ? axisOrAxes(dice, first)
      : several
        ? axesFor(dice, rank)
        : dice.chance(0.3)
          ? null
          : axisFor(dice, rank);
    const agreement = [
      'sum',
      'mean',
      'var',
      'std',
      'prod',
      'nansum',
      'nanprod',
      'nanmean',
      'nanvar',
      'nanstd',
      'median',
      'nanmedian',
    ].includes(name)
      ? ddof
        ? magnitude(first, first)
        : magnitude(first)
      : /m(?:ax|in)$/.test(name)
        ? 'either zero'
        : 'exact';
    const middle = ddof ? [dice.int(0, 1)] : [];
    return call(name, [{ array: first }, axis, ...middle, dice.chance(0.4)], agreement, first);
  };

const running =
  (name: string, values: Values): Maker =>
  (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), values);
    return call(
      name,
      [{ array: first }, dice.chance(0.3) ? null : axisFor(dice, first.result.length)],
      magnitude(first),
      first,
    );
  };

/** Of an empty array NumPy's medians and quantiles cannot take several axes. */
function axisOrAxes(dice: Dice, { layout, result }: ArraySpec): Argument {
  return layout === 'empty' ? axisFor(dice, result.length) : axesFor(dice, result.length);
}

export const reductionCases: Record<string, Maker> = {
  ...each(['sum', 'mean', 'nansum', 'nanmean', 'median', 'nanmedian'], (name) => reduction(name)),
  ...each(['prod', 'nanprod'], (name) => reduction(name, 'tiny')),
  ...each(['max', 'min', 'any', 'all', 'nanmax', 'nanmin', 'count_nonzero'], (name) => reduction(name)),
  ...each(['argmax', 'argmin', 'nanargmax', 'nanargmin'], (name) => reduction(name, 'any', false)),
  ...each(['var', 'std'], (name) => reduction(name, 'finite', true, true)),
  ...each(['nanvar', 'nanstd'], (name) => reduction(name, 'with NaN', true, true)),
  cumsum: running('cumsum', 'finite'),
  cumprod: running('cumprod', 'tiny'),
  ...each(['percentile', 'quantile', 'nanpercentile', 'nanquantile'], (name) => (dice, wish) => {
    const values = dice.chance(0.7) ? 'finite' : 'with NaN';
    const first = spec(dice, wish, randomShape(dice), values);
    const most = name.endsWith('percentile') ? 100 : 1;
    // Of bools NumPy takes some of these; here quantiles of bools throw.
    const others = wish.dtype !== 'bool' && dice.chance(0.4);
    const method = others ? [dice.pick(['lower', 'higher', 'midpoint', 'nearest'])] : [];
    // In float32, 0.7 is on another side of some elements.
    const places = method.length > 0 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.25, 0.5, 0.7, 1];
    const one = () => (dice.chance(0.03) ? 1.5 * most : dice.pick(places) * most);
    // Of nothing but NaN, and of nothing, NumPy's functions forget how many q there were, and their dtype.
    const nothing = name.startsWith('nan') && (values === 'with NaN' || wish.layout === 'empty');
    const q = nothing || dice.chance(0.6) ? { number: one() } : [one(), one(), one()];
    return call(
      name,
      [{ array: first }, q, axisOrAxes(dice, first), dice.chance(0.4), ...method],
      single(first, magnitude(first)),
      first,
    );
  }),
  diff: onArray('diff', (dice, { result }) => [dice.int(0, 3), axisFor(dice, result.length)], 1, 'any', magnitude),
  ediff1d: onArray(
    'ediff1d',
    (dice) => (dice.chance(0.5) ? [] : [[dice.int(0, 3), 1], dice.chance(0.5) ? null : [dice.int(0, 3)]]),
    0,
    'any',
    magnitude,
  ),
};
