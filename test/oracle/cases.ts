import {
  arraySpec,
  dtypes,
  jsonNumber,
  layouts,
  randomShape,
  type ArraySpec,
  type Dtype,
  type Layout,
  type Values,
} from './arraySpec';
import { Dice } from './dice';

/** An argument: an array, a tuple where NumPy wants one, or what JSON can say. */
export type Argument =
  | { array: ArraySpec }
  | { list: Argument[] }
  | { number: number | string }
  | number
  | string
  | boolean
  | null
  | Argument[];

/** How equal: to the last bit, within some units in the last place, or within rounding of sums of that magnitude. */
export type Agreement = 'exact' | 'ulps' | 'half' | { magnitude: number };

interface CallCase {
  function: string;
  args: Argument[];
  agreement: Agreement;
  first: ArraySpec | undefined;
}

interface WriteCase {
  write: string;
  target: ArraySpec;
  through: { view: string; args: Argument[] };
  args: Argument[];
  /** For overlapping assignments. */
  to?: string[];
  from?: string[];
  agreement: 'exact';
  first: ArraySpec;
}

export type Case = CallCase | WriteCase;

interface Wish {
  dtype: Dtype;
  layout: Layout;
}

type Maker = (dice: Dice, wish: Wish) => Case | undefined;

const spec = (dice: Dice, { dtype, layout }: Wish, shape: readonly number[], values?: Values) =>
  arraySpec(dice, dtype, layout, shape, values);

function call(name: string, args: Argument[], agreement: Agreement = 'exact', first?: ArraySpec): CallCase {
  return { function: name, args, agreement, first };
}

/** Sum of what can be summed: rounding grows with it. */
function magnitude(...specs: ArraySpec[]): Agreement {
  const largest = specs.map(({ elements }) =>
    Math.max(1, ...elements.map((e) => Math.abs(Number(e))).filter(Number.isFinite)),
  );
  const size = Math.max(...specs.map(({ result }) => result.reduce((a, b) => a * b, 1)), 1);
  return { magnitude: largest.reduce((a, b) => a * b, 1) * size };
}

/** A second operand: another array that mostly broadcasts, a number, or a list. */
function partner(dice: Dice, first: ArraySpec, values: Values): Argument {
  const shape = first.result;
  const kind = dice.int(0, 9);
  if (kind < 2) return { number: jsonNumber(dice.pick([2, -3, 0, 1, 0.5, -1.25, 2.5])) };
  if (kind === 2 && shape.length === 1) return Array.from({ length: shape[0] }, () => dice.int(0, 3));
  if (kind === 3) return dice.chance(0.5);
  const trimmed = shape.slice(dice.chance(0.3) ? dice.int(0, shape.length) : 0);
  const other = trimmed.map((length) => (dice.chance(0.25) ? 1 : dice.chance(0.04) ? length + 1 : length));
  return { array: arraySpec(dice, dice.pick(dtypes), dice.pick(layouts.slice(0, 5)), other, values) };
}

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
    return call(name, [{ array: first }], wish.dtype === 'bool' && agreement === 'ulps' ? 'half' : agreement, first);
  };

/** An axis that mostly exists. */
function axisFor(dice: Dice, rank: number): number {
  if (dice.chance(0.05)) return dice.pick([rank, -rank - 1]);
  return dice.int(-Math.max(rank, 1), Math.max(rank, 1) - 1);
}

function axesFor(dice: Dice, rank: number): number | number[] | null {
  const kind = dice.int(0, 4);
  if (kind === 0) return null;
  if (kind > 1 || rank === 0) return axisFor(dice, rank);
  const axes = dice.shuffled(Array.from({ length: rank }, (_, axis) => axis)).slice(0, dice.int(1, rank));
  return axes.map((axis) => (dice.chance(0.3) ? axis - rank : axis));
}

const reduction =
  (name: string, values: Values = 'any', several = true, ddof = false): Maker =>
  (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), values);
    const rank = first.result.length;
    const axis = several ? axesFor(dice, rank) : dice.chance(0.3) ? null : axisFor(dice, rank);
    const agreement = ['sum', 'mean', 'var', 'std', 'prod'].includes(name)
      ? ddof
        ? magnitude(first, first)
        : magnitude(first)
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

/** Another way to write the same number of elements, sometimes wrong. */
function otherShape(dice: Dice, shape: readonly number[]): number[] {
  const size = shape.reduce((a, b) => a * b, 1);
  const lengths: number[] = [];
  let left = size;
  while (left > 1 && lengths.length < 4) {
    const divisors = Array.from({ length: left }, (_, i) => i + 1).filter((d) => left % d === 0);
    const length = dice.pick(divisors);
    lengths.push(length);
    left /= length;
  }
  lengths.push(left);
  if (dice.chance(0.3)) lengths[dice.int(0, lengths.length - 1)] = -1;
  if (dice.chance(0.05)) lengths.push(2);
  return dice.chance(0.2) ? [size] : lengths;
}

/** Indices per axis as strings; mostly in bounds. */
function slices(dice: Dice, shape: readonly number[]): string[] {
  const parts = shape.slice(0, dice.int(0, shape.length)).map((length) => {
    const at = () => (dice.chance(0.4) ? '' : String(dice.int(-length - 1, length + 1)));
    const kind = dice.int(0, 5);
    if (kind === 0 && length > 0) return String(dice.chance(0.05) ? length : dice.int(-length, length - 1));
    if (kind === 1) return ':';
    if (kind < 4) return `${at()}:${at()}`;
    return `${at()}:${at()}:${dice.pick(['', '1', '2', '-1', '-2'])}`;
  });
  if (dice.chance(0.15)) parts.splice(dice.int(0, parts.length), 0, '...');
  return dice.chance(0.03) ? [...parts, ...shape.map(() => ':'), ':'] : parts;
}

function positions(dice: Dice, length: number, shape: readonly number[]): ArraySpec {
  const out = arraySpec(dice, 'int32', 'contiguous', shape);
  const bad = dice.chance(0.04);
  out.elements = out.elements.map(() => (length === 0 ? 0 : bad ? length : dice.int(-length, length - 1)));
  return out;
}

/** An index of NumPy's with arrays and masks among the slices. */
function fancy(dice: Dice, shape: readonly number[]): Argument[] {
  if (shape.length === 0) return [];
  if (dice.chance(0.3)) {
    const covered = shape.slice(0, dice.int(1, shape.length));
    if (dice.chance(0.05)) covered[0] += 1;
    return [{ array: arraySpec(dice, 'bool', dice.pick(['contiguous', 'transposed']), covered) }];
  }
  const chosen = [dice.int(1, 3)];
  return shape.slice(0, dice.int(1, shape.length)).map((length, axis): Argument => {
    const kind = axis === 0 ? 0 : dice.int(0, 4);
    if (kind < 2) return { array: positions(dice, length, dice.chance(0.2) ? [1] : chosen) };
    if (kind === 2 && length > 0) return dice.int(-length, length - 1);
    return dice.pick([':', '::-1', '1:', ':-1']);
  });
}

function joinable(dice: Dice, wish: Wish, axis: number | null): ArraySpec[] {
  const first = spec(dice, wish, randomShape(dice, dice.chance(0.1) ? 0 : 1, 4));
  const others = Array.from({ length: dice.int(0, 2) }, () => {
    const shape = first.result.map((length, at) =>
      at === axis ? dice.int(0, 3) : dice.chance(0.02) ? length + 1 : length,
    );
    return arraySpec(dice, dice.pick(dtypes), dice.pick(layouts.slice(0, 5)), shape);
  });
  return [first, ...others];
}

const lists = (specs: ArraySpec[]): Argument => ({ list: specs.map((array) => ({ array })) });

function onArray(
  name: string,
  rest: (dice: Dice, first: ArraySpec) => Argument[],
  least = 0,
  values: Values = 'any',
): Maker {
  return (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice, least), values);
    if (first.result.length < least) return undefined;
    return call(name, [{ array: first }, ...rest(dice, first)], 'exact', first);
  };
}

function factors(dice: Dice, wish: Wish): [ArraySpec, ArraySpec] {
  const first = spec(dice, wish, randomShape(dice, 1, 4), 'finite');
  const { result } = first;
  const k = result.at(-1) ?? 1;
  const other = dice.chance(0.25) ? [k] : [...(dice.chance(0.4) ? result.slice(0, -2) : []), k, dice.int(1, 5)];
  if (dice.chance(0.06)) other[0] += 1;
  return [first, arraySpec(dice, dice.pick(dtypes), dice.pick(layouts.slice(0, 5)), other, 'finite')];
}

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
      dice.pick(layouts.slice(0, 5)),
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

export const makers: Record<string, Maker> = {
  ...Object.fromEntries(
    ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum', 'mod', 'floor_divide'].map((name) => [
      name,
      binary(name),
    ]),
  ),
  power: binary('power', 'ulps', 'positive'),
  ...Object.fromEntries(
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
    ].map((name) => [name, binary(name)]),
  ),
  ...Object.fromEntries(
    ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'tanh', 'sqrt', 'rint'].map((name) => [
      name,
      unary(name, 'ulps'),
    ]),
  ),
  ...Object.fromEntries(
    ['negative', 'absolute', 'sign', 'square', 'floor', 'ceil', 'isnan', 'isinf', 'isfinite', 'logical_not'].map(
      (name) => [name, unary(name)],
    ),
  ),
  ...Object.fromEntries(['sum', 'mean'].map((name) => [name, reduction(name)])),
  prod: reduction('prod', 'tiny'),
  ...Object.fromEntries(['max', 'min', 'any', 'all'].map((name) => [name, reduction(name)])),
  ...Object.fromEntries(['argmax', 'argmin'].map((name) => [name, reduction(name, 'any', false)])),
  ...Object.fromEntries(['var', 'std'].map((name) => [name, reduction(name, 'finite', true, true)])),
  cumsum: running('cumsum', 'finite'),
  cumprod: running('cumprod', 'tiny'),
  reshape: onArray('reshape', (dice, { result }) => [otherShape(dice, result)]),
  transpose: onArray('transpose', (dice, { result }) =>
    dice.chance(0.3) ? [] : [dice.shuffled(result.map((_, axis) => axis - (dice.chance(0.2) ? result.length : 0)))],
  ),
  swapaxes: onArray('swapaxes', (dice, { result }) => [axisFor(dice, result.length), axisFor(dice, result.length)]),
  moveaxis: onArray('moveaxis', (dice, { result }) => [axisFor(dice, result.length), axisFor(dice, result.length)]),
  ravel: onArray('ravel', () => []),
  flatten: onArray('flatten', () => []),
  copy: onArray('copy', () => []),
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
      dice.int(0, 1),
    ],
    1,
  ),
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
    return call('outer', [{ array: first }, { array: second }], 'exact', first);
  },
  where: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice));
    if (dice.chance(0.2)) return call('where', [{ array: first }], 'exact', first);
    const condition = arraySpec(dice, dice.pick(dtypes), dice.pick(layouts.slice(0, 5)), first.result);
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
    return low === null && high === null ? undefined : call('clip', [{ array: first }, low, high], 'exact', first);
  },
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
    (dice, { result }) => {
      const axis = dice.int(0, result.length - 1);
      if (dice.chance(0.3)) return [{ array: arraySpec(dice, 'bool', 'contiguous', [result[axis]]) }, axis];
      const covered = result.slice(0, dice.int(1, result.length));
      if (dice.chance(0.05)) covered[0] += 1;
      return [{ array: arraySpec(dice, 'bool', dice.pick(layouts.slice(0, 5)), covered) }];
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
  sort: onArray('sort', (dice, { result }) => [dice.chance(0.2) ? null : axisFor(dice, result.length)]),
  argsort: onArray('argsort', (dice, { result }) => [dice.chance(0.2) ? null : axisFor(dice, result.length)]),
  unique: onArray('unique', () => []),
  ...Object.fromEntries(
    ['isclose', 'allclose', 'array_equal'].map((name): [string, Maker] => [
      name,
      (dice, wish) => {
        const first = spec(dice, wish, randomShape(dice), 'tiny');
        return call(
          name,
          [{ array: first }, dice.chance(0.4) ? { array: first } : partner(dice, first, 'tiny')],
          'exact',
          first,
        );
      },
    ]),
  ),
  astype: (dice, wish) => {
    const first = spec(dice, wish, randomShape(dice), 'finite');
    return call('astype', [{ array: first }, dice.pick(dtypes)], 'exact', first);
  },
  toString: onArray('toString', () => []),
  iterate: onArray('iterate', () => []),
  ...Object.fromEntries(['zeros_like', 'ones_like'].map((name) => [name, onArray(name, () => [])])),
  full_like: onArray('full_like', (dice) => [dice.pick([0, 1, 2.5, -3])]),
  ...Object.fromEntries(
    ['zeros', 'ones'].map((name): [string, Maker] => [
      name,
      (dice) => call(name, [dice.chance(0.3) ? dice.int(0, 4) : dice.chance(0.05) ? [-1, 2] : randomShape(dice)]),
    ]),
  ),
  full: (dice) => call('full', [randomShape(dice), dice.pick([1, 0.5, true, -2])]),
  arange: (dice) =>
    call(
      'arange',
      dice.chance(0.3)
        ? [dice.int(-2, 6)]
        : [dice.int(-4, 4) / dice.pick([1, 2]), dice.int(-6, 8), dice.pick([1, 2, -1, 0.5, 0.3, -0.7])],
    ),
  linspace: (dice) => call('linspace', [dice.int(-4, 4), dice.int(-4, 8) / 3, dice.int(dice.chance(0.05) ? -2 : 0, 9)]),
  eye: (dice) => call('eye', [dice.int(0, 4), dice.int(0, 4), dice.int(-4, 4)]),
  identity: (dice) => call('identity', [dice.int(0, 4)]),
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
    if (made === undefined || !('write' in made) || made.target.result.length === 0) return undefined;
    const { result } = made.target;
    const axis = dice.int(-result.length, result.length - 1);
    const index = positions(dice, result.at(axis) ?? 1, result.with(axis, 1));
    return { ...made, args: [{ array: index }, { number: value(dice, made.target) }, axis] };
  },
  'write: overlap': overlap,
};

/** Case number `i` of function `name`: the wish cycles through all dtypes and layouts. */
export function makeCase(name: string, i: number, seed: number): Case | undefined {
  const dice = new Dice(seed);
  const wish = { dtype: dtypes[i % dtypes.length], layout: layouts[Math.floor(i / dtypes.length) % layouts.length] };
  return makers[name](dice, wish);
}
