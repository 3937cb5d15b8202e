import { arraySpec, dtypes, randomShape, type ArraySpec } from '../arraySpec';
import { call, each, magnitude, onArray, plainLayouts, spec, type Argument, type Maker, type Wish } from '../caseParts';
import type { Dice } from '../dice';

function factors(dice: Dice, wish: Wish): [ArraySpec, ArraySpec] {
  const first = spec(dice, wish, randomShape(dice, 1, 4), 'finite');
  const { result } = first;
  const k = result.at(-1) ?? 1;
  const other = dice.chance(0.25) ? [k] : [...(dice.chance(0.4) ? result.slice(0, -2) : []), k, dice.int(1, 5)];
  if (dice.chance(0.06)) other[0] += 1;
  return [first, arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), other, 'finite')];
}

export const productCases: Record<string, Maker> = {
  dot: (dice, wish) => {
    const [first, second] = factors(dice, wish);
    return call(
      'dot',
      [{ array: first }, dice.chance(0.1) ? { number: 2 } : { array: second }],
      magnitude(first, second),
      first,
    );
  },
  matmul: (dice, wish) => {
    const [first, second] = factors(dice, wish);
    return call('matmul', [{ array: first }, { array: second }], magnitude(first, second), first);
  },
  outer: (dice, wish) => {
    const [first, second] = factors(dice, wish);
    const other: Argument = dice.chance(0.3) ? { number: dice.pick([3, -0.5]) } : { array: second };
    const args: Argument[] = [{ array: first }, other];
    return call('outer', dice.chance(0.5) ? args.reverse() : args, 'exact', first);
  },
  inner: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 0, 3), 'finite');
    const k = first.result.at(-1);
    const shape =
      k === undefined || dice.chance(0.1) ? [] : [...randomShape(dice, 0, 2), dice.chance(0.05) ? k + 1 : k];
    const second = arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), shape, 'finite');
    return call('inner', [{ array: first }, { array: second }], magnitude(first, second), first);
  },
  vdot: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 0, 3), 'finite');
    const size = first.result.reduce((a, b) => a * b, 1);
    const second = arraySpec(dice, dice.pick(dtypes), 'contiguous', [dice.chance(0.05) ? size + 1 : size], 'finite');
    return call('vdot', [{ array: first }, { array: second }], magnitude(first, second), first);
  },
  tensordot: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 0, 4), 'finite');
    const rank = first.result.length;
    const count = dice.int(0, Math.min(rank, 2));
    if (dice.chance(0.5)) {
      const other = [...first.result.slice(rank - count), ...randomShape(dice, 0, 2)];
      if (dice.chance(0.05) && other.length > 0) other[0] += 1;
      const second = arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), other, 'finite');
      return call('tensordot', [{ array: first }, { array: second }, count], magnitude(first, second), first);
    }
    const axes = dice.shuffled(first.result.map((_, axis) => axis)).slice(0, count);
    const other = dice.shuffled([
      ...axes.map((axis, at) => ({ length: first.result[axis], at })),
      ...randomShape(dice, 0, 2).map((length) => ({ length, at: -1 })),
    ]);
    const others = axes.map((_, at) => other.findIndex((each) => each.at === at));
    const second = arraySpec(
      dice,
      dice.pick(dtypes),
      dice.pick(plainLayouts),
      other.map(({ length }) => length),
      'finite',
    );
    return call('tensordot', [{ array: first }, { array: second }, [axes, others]], magnitude(first, second), first);
  },
  einsum,
  ...each(['diagonal', 'trace'], (name) =>
    onArray(
      name,
      (dice, { result }) => {
        const [first, second] = dice.shuffled(result.map((_, axis) => axis));
        return [dice.int(-2, 2), ...(dice.chance(0.5) ? [] : [first, dice.chance(0.05) ? first : second])];
      },
      2,
      'finite',
      (first) => (name === 'trace' ? magnitude(first) : 'exact'),
    ),
  ),
  diag: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 1, dice.chance(0.05) ? 3 : 2));
    return call('diag', [{ array: first }, dice.int(-2, 2)], 'exact', first);
  },
  diagflat: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, 0, 2));
    return call('diagflat', [{ array: first }, dice.int(-2, 2)], 'exact', first);
  },
  ...each(['tril', 'triu'], (name) => onArray(name, (dice) => [dice.int(-3, 3)], 1)),
};

/** Labels for each axis of up to three operands, drawn from few letters, so that they meet, repeat and are summed. */
function einsum(dice: Dice, wish: Wish) {
  const letters = [...'abcd'];
  const lengths = new Map(letters.map((letter) => [letter, dice.int(1, 3)]));
  const count = dice.pick([1, 2, 2, 3]);
  const hidden = dice.chance(0.25) ? randomShape(dice, 1, 2) : [];
  const terms: string[] = [];
  const specs: ArraySpec[] = [];
  for (let i = 0; i < count; i++) {
    const first = i === 0;
    const labels = Array.from({ length: first && wish.layout === 'rank 0' ? 0 : dice.int(first ? 1 : 0, 3) }, () =>
      dice.pick(letters),
    );
    const own = first && wish.layout === 'rank 0' ? [] : hidden.slice(dice.int(0, hidden.length));
    const dots = hidden.length > 0 && (own.length > 0 || dice.chance(0.7));
    terms.push(`${dots ? '...' : ''}${labels.join('')}`);
    const shape = [...(dots ? own : []), ...labels.map((label) => lengths.get(label)!)];
    if (!first && shape.length > 0 && dice.chance(0.04)) shape[dice.int(0, shape.length - 1)] += 1;
    specs.push(
      first
        ? spec(dice, wish.layout === 'empty' ? { ...wish, layout: 'contiguous' } : wish, shape, 'finite')
        : arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), shape, 'finite'),
    );
  }
  if (wish.layout === 'empty') emptied(terms, specs, letters);
  const used = [...new Set(terms.join('').replaceAll('.', ''))];
  const dots = terms.some((term) => term.includes('...'));
  const output = dice.chance(0.3)
    ? ''
    : `->${dots ? '...' : ''}${dice.shuffled(used).slice(0, dice.int(0, used.length)).join('')}${dice.chance(0.02) ? 'z' : ''}`;
  return call(
    'einsum',
    [`${terms.join(',')}${output}`, ...specs.map((array) => ({ array }))],
    { magnitude: 40 * specs.reduce((product, each) => product * largest(each), 1) },
    { ...specs[0], layout: specs[0].result.length === 0 ? 'rank 0' : wish.layout },
  );
}

/** One letter of the first operand stands for no element, wherever it occurs. */
function emptied(terms: readonly string[], specs: ArraySpec[], letters: readonly string[]): void {
  const letter = letters.find((each) => terms[0].includes(each))!;
  specs.forEach((each, i) => {
    if (!terms[i].includes(letter)) return;
    const labels = [...terms[i].replace('...', '')];
    const shift = each.result.length - labels.length;
    const shape = each.result.map((length, axis) => (labels[axis - shift] === letter ? 0 : length));
    specs[i] = { ...each, elements: [], shape, steps: [], result: shape };
  });
}

const largest = ({ elements }: ArraySpec): number =>
  elements.reduce<number>((most, value) => Math.max(most, Math.abs(Number(value))), 1);
