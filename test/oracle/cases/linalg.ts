import { arraySpec, dtypes, placed, type ArraySpec } from '../arraySpec';
import { axesFor, call, plainLayouts, spec, type Agreement, type Argument, type Maker, type Wish } from '../caseParts';
import type { Dice } from '../dice';

type Kind = 'any' | 'regular' | 'symmetric' | 'definite';

/** Matrices with a heavy diagonal: far from singular, so that rounding stays what it is in each element. */
function entry(dice: Dice, { dtype }: Wish, kind: Kind, i: number, j: number): number {
  if (dtype === 'bool') return kind === 'definite' ? Number(i === j) : Number(i === j || (i < j && dice.chance(0.5)));
  const light = dtype === 'int32' ? dice.int(-2, 2) : dice.int(-16, 16) / 8;
  return i === j && kind !== 'any' && kind !== 'symmetric' ? light + 12 : light;
}

function matrixSpec(dice: Dice, wish: Wish, m: number, n: number, kind: Kind): ArraySpec {
  const lead = dice.chance(wish.layout === 'broadcast' || wish.layout === 'empty' ? 0.8 : 0.3) ? [dice.int(1, 3)] : [];
  const given = spec(dice, wish, [...lead, m, n], 'finite');
  if (given.result.length < 2) return given;
  const [rows, columns] = given.result.slice(-2);
  // An empty layout may have taken a row from a square matrix: the other side follows.
  if (kind !== 'any' && m === n && rows !== columns)
    return {
      ...given,
      elements: [],
      shape: [...given.result.slice(0, -2), 0, 0],
      steps: [],
      result: [...given.result.slice(0, -2), 0, 0],
    };
  const matrix = (): number[] => {
    const values: number[] = [];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const mirrored = (kind === 'symmetric' || kind === 'definite') && j < i;
        values.push(mirrored ? values[j * columns + i] : entry(dice, wish, kind, i, j));
      }
    }
    return values;
  };
  const one = matrix();
  const count = given.result.slice(0, -2).reduce((a, b) => a * b, 1);
  const all = Array.from({ length: count }, () => (wish.layout === 'broadcast' ? one : matrix())).flat();
  return placed(widened(given), all);
}

/** A broadcast matrix repeats along its leading axes only: within it, every element has a place of its own. */
function widened(given: ArraySpec): ArraySpec {
  if (given.steps[0]?.step !== 'broadcast') return given;
  const shape = [...given.shape.slice(0, -2), ...given.result.slice(-2)];
  const count = shape.reduce((a, b) => a * b, 1);
  return { ...given, shape, elements: Array.from({ length: count }, () => 0) };
}

const rounding: Agreement = { magnitude: 300 };

const onMatrix =
  (
    name: string,
    kind: Kind,
    rest: (dice: Dice, first: ArraySpec, wish: Wish) => Argument[] = () => [],
    agreement: Agreement = rounding,
  ): Maker =>
  (dice, wish) => {
    const m = dice.int(1, 4);
    const square = kind !== 'any' && !dice.chance(0.03);
    const first = matrixSpec(dice, wish, m, square ? m : dice.int(1, 4), kind);
    if (kind === 'regular' && dice.chance(0.03)) first.elements = first.elements.map(() => 0);
    return call(name, [{ array: first }, ...rest(dice, first, wish)], agreement, first);
  };

/** What is sought for: a vector, or columns, in a layout of its own. */
function rightSide(dice: Dice, rows: number, vectorOnly = false): Argument {
  const shape = dice.chance(0.4) || vectorOnly ? [rows] : [rows, dice.int(1, 3)];
  if (dice.chance(0.04)) shape[0] += 1;
  return { array: arraySpec(dice, dice.pick(dtypes), dice.pick(plainLayouts), shape, 'finite') };
}

export const linalgCases: Record<string, Maker> = {
  'linalg.det': onMatrix('linalg.det', 'regular', undefined, { magnitude: 30 ** 4 }),
  'linalg.slogdet': onMatrix('linalg.slogdet', 'regular'),
  'linalg.inv': onMatrix('linalg.inv', 'regular'),
  'linalg.solve': onMatrix('linalg.solve', 'regular', (dice, first) => [rightSide(dice, first.result.at(-2) ?? 1)]),
  'linalg.qr': onMatrix('linalg.qr', 'any', (dice) => (dice.chance(0.5) ? [] : [dice.pick(['reduced', 'complete'])])),
  'linalg.svd': onMatrix('linalg.svd', 'any', (dice) => [dice.chance(0.5)]),
  'linalg.eigh': onMatrix('linalg.eigh', 'symmetric', (dice) => [dice.pick(['L', 'U'])]),
  'linalg.eigvalsh': onMatrix('linalg.eigvalsh', 'symmetric'),
  'linalg.cholesky': onMatrix('linalg.cholesky', 'definite', (dice) => [dice.chance(0.3)]),
  'linalg.matrix_power': onMatrix('linalg.matrix_power', 'regular', (dice) => [dice.int(-2, 3)], {
    magnitude: 30 ** 3 * 10,
  }),
  'linalg.matrix_rank': onMatrix('linalg.matrix_rank', 'regular', undefined, 'exact'),
  'linalg.pinv': onMatrix('linalg.pinv', 'regular'),
  'linalg.lstsq': (dice, wish) => {
    const m = dice.int(1, 5);
    const first = single(matrixSpec(dice, wish, m, dice.int(1, m), 'regular'));
    return call('linalg.lstsq', [{ array: first }, rightSide(dice, first.result[0] ?? 1)], { magnitude: 3000 }, first);
  },
  'linalg.cond': (dice, wish) => {
    const n = dice.int(1, 4);
    const first = single(matrixSpec(dice, wish, n, n, 'regular'));
    return call(
      'linalg.cond',
      [{ array: first }, ...(dice.chance(0.5) ? [] : [order(dice.pick([1, 2, -2, Infinity]))])],
      { magnitude: 1000 },
      first,
    );
  },
  'linalg.norm': (dice, wish) => {
    const name = 'linalg.norm';
    const rank = dice.int(1, 3);
    const first = spec(
      dice,
      wish,
      Array.from({ length: rank }, () => dice.int(1, 4)),
      dice.chance(0.9) ? 'finite' : 'tiny',
    );
    const agreement = { magnitude: 2000 };
    if (dice.chance(0.25)) return call(name, [{ array: first }, null, null, dice.chance(0.5)], agreement, first);
    const everywhere = dice.chance(0.3);
    const axes = everywhere ? null : axesFor(dice, first.result.length);
    const count = axes === null ? first.result.length : Array.isArray(axes) ? axes.length : 1;
    const vectors = [null, 1, 2, 3, 0, 0.5, -1, Infinity, -Infinity];
    const matrices = [null, 'fro', 'nuc', 1, -1, 2, -2, Infinity, -Infinity];
    const ord = dice.pick(count === 2 || dice.chance(0.05) ? matrices : vectors);
    return call(name, [{ array: first }, order(ord), axes, dice.chance(0.4)], agreement, first);
  },
};

/** The first matrix of a stack; of none there is none to take. */
function single(stack: ArraySpec): ArraySpec {
  const { result, steps } = stack;
  if (result.length < 3) return stack;
  if (result[0] === 0) return { ...stack, shape: [0, 2], result: [0, 2], steps: [] };
  return { ...stack, result: result.slice(1), steps: [...steps, { step: 'slice', parts: ['0', ':', ':'] }] };
}

const order = (ord: number | string | null): Argument =>
  typeof ord === 'number' ? { number: Number.isFinite(ord) ? ord : String(ord) } : ord;
