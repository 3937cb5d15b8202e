import type { Elements, Engine, Input, Storage, Strided, Window } from '../../runtime/engines/engine';
import { newElements } from '../../runtime/engines/javascript/hostStorage';
import type { DType } from '../../runtime/protocol/value';
import { Dice } from '../oracle/dice';

/** What a primitive computed, and how far each number may lie from the reference's: `undefined` asks for the very same. */
export interface Outcome {
  values: ArrayLike<number>;
  allowed?: (k: number, expected: number) => number;
  /** The same for who adds up, or multiplies, in another order. */
  inAnyOrder?: (k: number, expected: number) => number;
}

/** The same question to any engine: the dice decide it. */
export type Question = (engine: Engine, dice: Dice) => Outcome;

const floats = ['float64', 'float32'] as const;
const dtypes = [...floats, 'int32', 'bool'] as const;
/** Half the distance from 1 to the next number. */
const unit = (dtype: DType) => (dtype === 'float32' ? 2 ** -24 : 2 ** -53);
const size = (shape: readonly number[]) => shape.reduce((total, length) => total * length, 1);

const special = [NaN, Infinity, -Infinity, -0, 0, 1e-45, 3e38, -1e30];

/** Small and large, on both sides of every threshold; now and then of more axes than devices have shaders for. */
function shapeOf(dice: Dice, least = 0): number[] {
  const rank = dice.int(least, dice.chance(0.2) ? 8 : 4);
  const budget = dice.pick([1, 20, 300, 2000, 9000, 30_000]);
  const lengths: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    // Some questions take an axis without elements for one of length 1.
    const left = budget / size(lengths.map((length) => Math.max(1, length)));
    lengths.push(dice.chance(0.02) ? 0 : dice.int(1, Math.ceil(left ** (1 / (rank - axis)))));
  }
  return dice.shuffled(lengths);
}

/** Drawn once: what differs from case to case is where one begins. */
const stock = Float64Array.from({ length: 5003 }, (_, i) => new Dice(i).normal() * 3);

function numbers(dice: Dice, dtype: DType, length: number, plain: boolean): Elements {
  const elements = newElements(dtype, length);
  const start = dice.int(0, stock.length - 1);
  // Whole numbers that float32 does not hold.
  const scale = !plain && dtype === 'int32' && dice.chance(0.4) ? 2 ** 23 : 1;
  for (let i = 0; i < length; i++) {
    const drawn = stock[(start + i) % stock.length]!;
    elements[i] = dtype === 'bool' ? Number(drawn > 0) : drawn * scale;
  }
  if (!plain && dtype !== 'bool' && dtype !== 'int32' && dice.chance(0.3)) {
    for (let i = dice.int(0, 20); i < length; i += dice.int(1, 40)) elements[i] = dice.pick(special);
  }
  return elements;
}

/** In any order of the axes, stepped, backwards, with an offset, or standing still along an axis. */
function operand(engine: Engine, dice: Dice, dtype: DType, shape: readonly number[], plain = false): Strided {
  const tidy = dice.chance(0.3);
  const order = tidy ? shape.map((_, axis) => axis) : dice.shuffled(shape.map((_, axis) => axis));
  // How many times its elements the storage may have: many axes with steps would ask for all memory there is.
  let room = 12;
  const steps = shape.map(() => {
    const step = tidy || dice.chance(0.6) ? 1 : dice.pick([2, -1, 0, 3]);
    if (Math.abs(step) > room) return 1;
    room /= Math.max(1, Math.abs(step));
    return step;
  });
  const strides = shape.map(() => 0);
  let stride = 1,
    offset = dice.chance(0.5) ? 0 : dice.int(0, 7);
  for (const axis of order.toReversed()) {
    strides[axis] = stride * steps[axis]!;
    if (steps[axis]! < 0) offset += stride * Math.max(0, shape[axis]! - 1);
    stride *= Math.max(1, shape[axis]! * Math.abs(steps[axis]!));
  }
  const storage = engine.upload(dtype, numbers(dice, dtype, offset + stride + 2, plain));
  return { storage, offset, shape, strides, dtype };
}

const whole = (storage: Storage, shape: readonly number[]): Strided => ({
  storage,
  offset: 0,
  shape,
  strides: shape.map((_, axis) => size(shape.slice(axis + 1))),
  dtype: storage.dtype,
});

/** An array, or now and then a number. */
function input(engine: Engine, dice: Dice, dtype: DType, shape: readonly number[], plain = false): Input {
  if (!dice.chance(0.25)) return operand(engine, dice, dtype, shape, plain);
  if (dtype === 'bool' || dtype === 'int32') return dice.int(0, 1);
  const value = dice.pick([NaN, 2, 3, -0.5, dice.normal(), dice.normal()]);
  return dtype === 'float32' ? Math.fround(value) : value;
}

const valuesOf = (engine: Engine, storage: Storage, shape: readonly number[]) => [
  ...engine.read(whole(storage, shape)),
];

/** Distance between a number and the next of its dtype. */
function ulp(x: number, dtype: DType): number {
  const [digits, least] = dtype === 'float32' ? [23, 2 ** -149] : [52, Number.MIN_VALUE];
  return Math.max(least, 2 ** (Math.floor(Math.log2(Math.abs(x))) - digits));
}

const exactUnary = [
  'negative',
  'abs',
  'sign',
  'square',
  'sqrt',
  'floor',
  'ceil',
  'rint',
  'isnan',
  'isinf',
  'isfinite',
  'logicalNot',
] as const;
const arithmetic = ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum'] as const;
const otherArithmetic = ['floorDivide', 'mod', 'power'] as const;
const comparisons = ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const;
const logical = ['logicalAnd', 'logicalOr', 'logicalXor'] as const;

/** Reductions: as many of the last axes as the dice say. */
function reduction(engine: Engine, dice: Dice, dtype: DType, plain: boolean) {
  const shape = shapeOf(dice, 1);
  const rank = dice.int(1, shape.length);
  const x = operand(engine, dice, dtype, shape, plain);
  const kept = shape.slice(0, shape.length - rank);
  const count = size(shape.slice(shape.length - rank));
  return { x, rank, kept, count };
}

/** Sums of magnitudes, which bound the rounding of a sum. */
function magnitudes(engine: Engine, x: Strided, count: number): Float64Array {
  const sums = new Float64Array(count === 0 ? 0 : size(x.shape) / count);
  engine.read(x).forEach((value, i) => (sums[Math.floor(i / count)]! += Math.abs(value)));
  return sums;
}

function images(dice: Dice) {
  const shape = [dice.int(1, 4), dice.int(1, 4), dice.int(1, 17), dice.int(1, 17)];
  const pad = dice.int(0, 2);
  const window: Window = {
    height: dice.int(1, shape[2]! + 2 * pad),
    width: dice.int(1, shape[3]! + 2 * pad),
    stride: dice.int(1, 3),
    pad,
  };
  const steps = (length: number, size: number) => Math.floor((length + 2 * pad - size) / window.stride) + 1;
  const down = steps(shape[2]!, window.height),
    across = steps(shape[3]!, window.width);
  const columns = [shape[0]! * down * across, shape[1]! * window.height * window.width];
  return { shape, window, down, across, columns };
}

/** Every primitive of an engine, by name. */
export const questions: Record<string, Question> = {
  fill: (engine, dice) => {
    const out = operand(engine, dice, dice.pick(dtypes), shapeOf(dice));
    engine.fill(dice.int(0, 3), out);
    return { values: [...engine.read(out)] };
  },
  iota: (engine, dice) => {
    const dtype = dice.pick(['float64', 'float32', 'int32'] as const);
    const out = engine.alloc(dtype, dice.int(0, 5000));
    const step = dice.pick(dtype === 'int32' ? [1, -1, 7, 40_000] : [1, -1, 0.5, -0.7, 0.001, 1e5 + 1]);
    engine.iota(out, dice.pick([0, dice.int(-5, 5), -1000]), step);
    return { values: valuesOf(engine, out, [out.length]) };
  },
  copy: (engine, dice) => {
    const shape = shapeOf(dice);
    const from = dice.pick(dtypes),
      to = dice.pick(dtypes);
    const x = operand(engine, dice, from, shape, to === 'int32');
    const out = whole(engine.alloc(to, size(shape)), shape);
    engine.copy(x, out);
    return { values: [...engine.read(out)] };
  },
  gather: (engine, dice) => {
    const shape = shapeOf(dice, 1).map((length) => Math.max(1, length));
    const rank = dice.int(1, shape.length);
    const x = operand(engine, dice, dice.pick(dtypes), shape);
    const reach = size(shape.slice(0, rank));
    const positions = Int32Array.from({ length: dice.int(0, 40) }, () => dice.int(0, reach - 1));
    const out = engine.alloc(x.dtype, positions.length * size(shape.slice(rank)));
    engine.gather(x, rank, engine.upload('int32', positions), out);
    return { values: valuesOf(engine, out, [out.length]) };
  },
  scatter: (engine, dice) => {
    const shape = shapeOf(dice, 1).map((length) => Math.max(1, length));
    const rank = dice.int(1, shape.length);
    const dtype = dice.pick([...floats, 'int32'] as const);
    const out = whole(engine.upload(dtype, numbers(dice, dtype, size(shape), dtype !== 'int32')), shape);
    const reach = size(shape.slice(0, rank));
    const positions = Int32Array.from({ length: dice.int(0, 40) }, () => dice.int(0, reach - 1));
    const values = input(engine, dice, dtype, [positions.length, ...shape.slice(rank)]);
    engine.scatter(dice.pick(['set', 'add', 'max']), out, rank, engine.upload('int32', positions), values);
    return { values: [...engine.read(out)] };
  },
  takeAlong: (engine, dice) => {
    const shape = shapeOf(dice, 1).map((length) => Math.max(1, length));
    const axis = dice.int(0, shape.length - 1);
    const x = operand(engine, dice, dice.pick(dtypes), shape);
    const index = shape.with(axis, dice.int(1, 5));
    const chosen = Int32Array.from({ length: size(index) }, () => dice.int(0, shape[axis]! - 1));
    const out = engine.alloc(x.dtype, size(index));
    engine.takeAlong(x, axis, whole(engine.upload('int32', chosen), index), out);
    return { values: valuesOf(engine, out, [out.length]) };
  },
  compress: (engine, dice) => {
    const shape = shapeOf(dice, 1);
    const x = operand(engine, dice, dice.pick(dtypes), shape);
    const rank = dice.int(1, shape.length);
    const mask = operand(engine, dice, 'bool', shape.slice(0, rank));
    const count = [...engine.read(mask)].reduce((sum, value) => sum + value, 0);
    const out = engine.alloc(x.dtype, count * size(shape.slice(rank)));
    engine.compress(x, mask, out);
    return { values: valuesOf(engine, out, [out.length]) };
  },
  where: (engine, dice) => {
    const shape = shapeOf(dice);
    const dtype = dice.pick(dtypes);
    const out = engine.alloc(dtype, size(shape));
    const condition = operand(engine, dice, 'bool', shape);
    engine.where(condition, input(engine, dice, dtype, shape), input(engine, dice, dtype, shape), out);
    return { values: valuesOf(engine, out, shape) };
  },
  clip: (engine, dice) => {
    const shape = shapeOf(dice);
    const dtype = dice.pick(floats);
    const out = engine.alloc(dtype, size(shape));
    const x = operand(engine, dice, dtype, shape);
    engine.clip(x, input(engine, dice, dtype, shape), input(engine, dice, dtype, shape), out);
    return { values: valuesOf(engine, out, shape) };
  },
  ...Object.fromEntries(
    exactUnary.map((op): [string, Question] => [
      op,
      (engine, dice) => {
        const shape = shapeOf(dice);
        const predicate = op === 'logicalNot' || op.startsWith('is');
        const dtype = op === 'logicalNot' ? dice.pick(dtypes) : dice.pick(floats);
        const out = engine.alloc(predicate ? 'bool' : dtype, size(shape));
        engine.unary(op, operand(engine, dice, dtype, shape), out);
        return { values: valuesOf(engine, out, shape) };
      },
    ]),
  ),
  ...Object.fromEntries(
    (['exp', 'log', 'tanh', 'sin', 'cos', 'tan', 'expm1', 'log1p', 'log2', 'log10'] as const).map(
      (op): [string, Question] => [
        op,
        (engine, dice) => {
          const shape = shapeOf(dice);
          const dtype = dice.pick(floats);
          const out = engine.alloc(dtype, size(shape));
          engine.unary(op, operand(engine, dice, dtype, shape), out);
          // Two, and one that is the reference's own, in float64.
          return { values: valuesOf(engine, out, shape), allowed: (_, expected) => 3 * ulp(expected, dtype) };
        },
      ],
    ),
  ),
  ...Object.fromEntries(
    [...arithmetic, ...otherArithmetic].map((op): [string, Question] => [
      op,
      (engine, dice) => {
        const shape = shapeOf(dice);
        const dtype = op === 'divide' ? dice.pick(floats) : dice.pick(['float64', 'float32', 'int32'] as const);
        const out = engine.alloc(dtype, size(shape));
        const plain = op === 'multiply' && dtype === 'int32';
        const [x, y] = [input(engine, dice, dtype, shape, plain), input(engine, dice, dtype, shape, plain)];
        if (op === 'power' && dtype === 'int32') engine.binary('add', x, y, shape, out);
        else engine.binary(op, x, y, shape, out);
        return { values: valuesOf(engine, out, shape) };
      },
    ]),
  ),
  ...Object.fromEntries(
    [...comparisons, ...logical].map((op): [string, Question] => [
      op,
      (engine, dice) => {
        const shape = shapeOf(dice);
        const dtype = dice.pick(dtypes);
        const other = dice.chance(0.7) ? dtype : dice.pick(dtypes);
        const out = engine.alloc('bool', size(shape));
        engine.binary(op, input(engine, dice, dtype, shape), input(engine, dice, other, shape), shape, out);
        return { values: valuesOf(engine, out, shape) };
      },
    ]),
  ),
  sum: (engine, dice) => {
    const dtype = dice.pick(dtypes);
    const { x, rank, kept, count } = reduction(engine, dice, dtype, true);
    const result = dtype === 'bool' ? 'int32' : dtype;
    const out = engine.alloc(result, size(kept));
    engine.reduce('sum', x, rank, out);
    const bounds = magnitudes(engine, x, count);
    return { values: valuesOf(engine, out, kept), allowed: (k) => 32 * unit(dtype) * (bounds[k] ?? 0) };
  },
  prod: (engine, dice) => {
    const { x, rank, kept, count } = reduction(engine, dice, dice.pick(floats), true);
    const out = engine.alloc(x.dtype, size(kept));
    engine.reduce('prod', x, rank, out);
    const relative = 2 * count * unit(x.dtype);
    return {
      values: valuesOf(engine, out, kept),
      allowed: (_, expected) => relative * Math.abs(expected) + 4 * count * ulp(0, x.dtype),
    };
  },
  ...Object.fromEntries(
    (['max', 'min', 'any', 'all'] as const).map((op): [string, Question] => [
      op,
      (engine, dice) => {
        const extreme = op === 'max' || op === 'min';
        const dtype = dice.pick(extreme ? dtypes : (['bool', 'float32'] as const));
        const { x, rank, kept, count } = reduction(engine, dice, dtype, false);
        // np throws before it asks for the largest of none.
        if (extreme && count === 0) return { values: [] };
        const out = engine.alloc(extreme ? x.dtype : 'bool', size(kept));
        engine.reduce(op, x, rank, out);
        return { values: valuesOf(engine, out, kept) };
      },
    ]),
  ),
  ...Object.fromEntries(
    (['argmax', 'argmin'] as const).map((op): [string, Question] => [
      op,
      (engine, dice) => {
        const { x, rank, kept } = reduction(engine, dice, dice.pick(dtypes), false);
        const out = engine.alloc('int32', size(kept));
        engine.argReduce(op, x, rank, out);
        return { values: valuesOf(engine, out, kept) };
      },
    ]),
  ),
  scan: (engine, dice) => {
    const x = operand(engine, dice, dice.pick(floats), shapeOf(dice, 1), true);
    const out = engine.alloc(x.dtype, size(x.shape));
    const op = dice.pick(['cumsum', 'cumprod'] as const);
    engine.scan(op, x, out);
    const length = x.shape.at(-1)!;
    const sums = Float64Array.from(engine.read(x), Math.abs);
    sums.forEach((_, k) => k % length > 0 && (sums[k]! += sums[k - 1]!));
    const inAnyOrder = (k: number, expected: number) =>
      length * unit(x.dtype) * (op === 'cumsum' ? sums[k]! : 2 * Math.abs(expected)) + 4 * length * ulp(0, x.dtype);
    return { values: valuesOf(engine, out, x.shape), inAnyOrder };
  },
  sort: (engine, dice) => {
    const x = operand(engine, dice, dice.pick(dtypes), shapeOf(dice, 1));
    const what = dice.pick(['values', 'positions'] as const);
    const out = engine.alloc(what === 'values' ? x.dtype : 'int32', size(x.shape));
    engine.sort(x, what, out);
    return { values: valuesOf(engine, out, x.shape) };
  },
  moments: (engine, dice) => {
    const { x, rank, kept, count } = reduction(engine, dice, dice.pick(floats), true);
    const mean = engine.alloc(x.dtype, size(kept)),
      deviation = engine.alloc(x.dtype, size(kept));
    engine.moments(x, rank, mean, deviation);
    const bounds = magnitudes(engine, x, count);
    const means = valuesOf(engine, mean, kept);
    // Plain JavaScript adds run after run, and of some views each run is short.
    const units = 64 + count / 16;
    return {
      values: [...means, ...valuesOf(engine, deviation, kept)],
      allowed: (k, expected) => {
        const row = k % means.length;
        return units * unit(x.dtype) * (k < means.length ? bounds[row]! / count : Math.abs(expected) + bounds[row]!);
      },
    };
  },
  matmul: (engine, dice) => {
    const lead = dice.chance(0.3) ? [dice.int(1, 3)] : [];
    const dtype = dice.chance(0.1) ? 'int32' : dice.pick(floats);
    const length = () => dice.pick([0, 1, 2, 3, 5, 8, 17, 33, 64, 130]);
    const k = dice.chance(0.05) ? 5000 : length();
    const [m, n] = k > 1000 ? [dice.int(1, 9), dice.int(1, 9)] : [length(), length()];
    const x = operand(engine, dice, dtype, [...lead, m, k], true),
      y = operand(engine, dice, dtype, [...lead, k, n], true);
    const out = engine.alloc(dtype, size(lead) * m * n);
    engine.matmul(x, y, out);
    const absolute = products(engine.read(x), engine.read(y), size(lead), m, k, n);
    return { values: valuesOf(engine, out, [out.length]), allowed: (i) => 33 * unit(dtype) * absolute[i]! };
  },
  im2col: (engine, dice) => {
    const { shape, window, columns } = images(dice);
    const x = operand(engine, dice, dice.pick(dtypes), shape);
    const out = engine.alloc(x.dtype, size(columns));
    engine.im2col(x, window, out);
    return { values: valuesOf(engine, out, columns) };
  },
  col2im: (engine, dice) => {
    const { shape, window, columns } = images(dice);
    const x = operand(engine, dice, dice.pick(floats), columns, true);
    const out = engine.alloc(x.dtype, size(shape));
    engine.col2im(x, shape, window, out);
    const cover = window.height * window.width;
    return { values: valuesOf(engine, out, shape), allowed: () => 16 * cover * unit(x.dtype) };
  },
  pool: (engine, dice) => {
    const { shape, window, down, across } = images(dice);
    const x = operand(engine, dice, dice.pick(floats), shape);
    const pooled = [shape[0]!, shape[1]!, down, across];
    const out = engine.alloc(x.dtype, size(pooled)),
      positions = engine.alloc('int32', size(pooled));
    const op = dice.pick(['max', 'mean'] as const);
    engine.pool(op, x, window, out, op === 'max' ? positions : undefined);
    const values = valuesOf(engine, out, pooled);
    if (op === 'max') return { values: [...values, ...valuesOf(engine, positions, pooled)] };
    return { values, allowed: (_, expected) => 64 * unit(x.dtype) * (Math.abs(expected) + 10) };
  },
};

function products(x: Elements, y: Elements, batches: number, m: number, k: number, n: number): Float64Array {
  const sums = new Float64Array(batches * m * n);
  for (let b = 0; b < batches; b++)
    for (let i = 0; i < m; i++)
      for (let p = 0; p < k; p++) {
        const factor = Math.abs(x[(b * m + i) * k + p]!);
        for (let j = 0; j < n; j++) sums[(b * m + i) * n + j]! += factor * Math.abs(y[(b * k + p) * n + j]!);
      }
  return sums;
}

/** The first entry that differs by more than it may; NaN and infinities must be the same, and zeros have signs where all is exact. */
export function difference(actual: Outcome, expected: Outcome): string | undefined {
  if (actual.values.length !== expected.values.length)
    return `${actual.values.length} values instead of ${expected.values.length}`;
  for (let k = 0; k < expected.values.length; k++) {
    const a = actual.values[k]!,
      e = expected.values[k]!;
    if (Object.is(a, e)) continue;
    const allowed = expected.allowed?.(k, e);
    // Beyond the largest number the order decides between an infinity and NaN.
    const near =
      allowed === Infinity ||
      (allowed !== undefined && Math.abs(a - e) <= allowed && !(a === 0 && e === 0 && allowed === 0));
    if (!near) return `entry ${k} is ${a}, not ${e}${allowed === undefined ? '' : ` within ${allowed}`}`;
  }
  return undefined;
}
