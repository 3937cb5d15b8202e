import type { DType } from '../../protocol/value';
import type { ArithmeticOp, BinaryOp, Elements, Input, PredicateOp, Storage } from '../engine';
import { elementsOf, newElements } from './hostStorage';
import { isContiguous } from '../layout';
import { Loop } from './loops';
import { overflow } from '../integerOverflow';

/** n elements: x from i in steps of s, y from j in steps of t, into o from k. */
type Kernel = (
  x: Elements,
  i: number,
  s: number,
  y: Elements,
  j: number,
  t: number,
  o: Elements,
  k: number,
  n: number,
) => void;

const { floor, abs } = Math;

/** The remainder that has the sign of the divisor. */
function mod(a: number, b: number): number {
  const remainder = a % b;
  if (remainder === 0) return b < 0 ? -0 : 0;
  return remainder < 0 !== b < 0 ? remainder + b : remainder;
}

/** floor(a / b), computed from the exact remainder: the rounded quotient can lie one too high. */
function floorDivide(a: number, b: number): number {
  if (b === 0) return a / b;
  const remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder !== 0 && b < 0 !== remainder < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || 1 / (a / b) < 0 ? -0 : 0;
  const floored = floor(quotient);
  return quotient - floored > 0.5 ? floored + 1 : floored;
}

/** C's pow: 1 to anything is 1, and -1 to an infinity too, where JavaScript says NaN. */
function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && abs(b) === Infinity)) return 1;
  return a ** b;
}

// One loop per operation, so that each stays specialised for the arrays it meets.
// oxfmt-ignore
const floats: Record<ArithmeticOp, Kernel> = {
  add: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] + y[j]; },
  subtract: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] - y[j]; },
  multiply: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] * y[j]; },
  divide: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] / y[j]; },
  floorDivide: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = floorDivide(x[i], y[j]); },
  mod: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = mod(x[i], y[j]); },
  power: (x, i, s, y, j, t, o, k, n) => {
    if (t === 0 && y[j] === 2) for (const e = k + n; k < e; k++, i += s) o[k] = x[i] * x[i];
    else for (const e = k + n; k < e; k++, i += s, j += t) o[k] = power(x[i], y[j]);
  },
  maximum: (x, i, s, y, j, t, o, k, n) => {
    for (const e = k + n; k < e; k++, i += s, j += t) {
      const a = x[i], b = y[j];
      o[k] = a >= b || a !== a ? a : b;
    }
  },
  minimum: (x, i, s, y, j, t, o, k, n) => {
    for (const e = k + n; k < e; k++, i += s, j += t) {
      const a = x[i], b = y[j];
      o[k] = a <= b || a !== a ? a : b;
    }
  },
};

/** Exact in doubles wherever the result fits int32: a product that has lost digits is far out of range. */
const integers: Record<ArithmeticOp, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  floorDivide: (a, b) => (b === 0 ? 0 : floor(a / b)),
  mod: (a, b) => (b === 0 ? 0 : mod(a, b)),
  power: (a, b) => a ** b,
  maximum: (a, b) => (a > b ? a : b),
  minimum: (a, b) => (a < b ? a : b),
};

// oxfmt-ignore
const predicates: Record<PredicateOp, Kernel> = {
  equal: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] === y[j] ? 1 : 0; },
  notEqual: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] !== y[j] ? 1 : 0; },
  less: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] < y[j] ? 1 : 0; },
  lessEqual: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] <= y[j] ? 1 : 0; },
  greater: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] > y[j] ? 1 : 0; },
  greaterEqual: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] >= y[j] ? 1 : 0; },
  logicalAnd: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] !== 0 && y[j] !== 0 ? 1 : 0; },
  logicalOr: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = x[i] !== 0 || y[j] !== 0 ? 1 : 0; },
  logicalXor: (x, i, s, y, j, t, o, k, n) => { for (const e = k + n; k < e; k++, i += s, j += t) o[k] = (x[i] !== 0) !== (y[j] !== 0) ? 1 : 0; },
};

const bools: Partial<Record<ArithmeticOp, Kernel>> = {
  add: predicates.logicalOr,
  maximum: predicates.logicalOr,
  multiply: predicates.logicalAnd,
  minimum: predicates.logicalAnd,
};

const integerKernels = Object.fromEntries(
  (Object.keys(integers) as ArithmeticOp[]).map((op) => [op, integerKernel(op, integers[op])]),
) as Record<ArithmeticOp, Kernel>;

function integerKernel(op: ArithmeticOp, f: (a: number, b: number) => number): Kernel {
  return (x, i, s, y, j, t, o, k, n) => {
    for (const e = k + n; k < e; k++, i += s, j += t) {
      const value = f(x[i], y[j]);
      if (value > 2147483647 || value < -2147483648) throw overflow(op);
      o[k] = value;
    }
  };
}

const toBools: Partial<Record<BinaryOp, Kernel>> = { ...floats, ...bools, ...predicates };

/** Whatever is not asked of bools gives numbers. */
function kernelFor(op: BinaryOp, { dtype }: Storage): Kernel {
  if (dtype === 'bool') return toBools[op]!;
  return dtype === 'int32' ? integerKernels[op as ArithmeticOp] : floats[op as ArithmeticOp];
}

// A number becomes an array of one element that is stepped over with stride 0. One of each dtype and side, for good:
// calls never overlap.
const slotsOf = (dtype: DType) => ({ x: newElements(dtype, 1), y: newElements(dtype, 1) });
const scalars = { float64: slotsOf('float64'), float32: slotsOf('float32'), int32: slotsOf('int32') };

/** Comparisons are made in float64, whatever is compared. */
function scalar(value: number, side: 'x' | 'y', { dtype }: Storage): Elements {
  const slot = scalars[dtype === 'bool' ? 'float64' : dtype][side];
  slot[0] = value;
  return slot;
}

export function binary(op: BinaryOp, x: Input, y: Input, shape: readonly number[], out: Storage): void {
  const kernel = kernelFor(op, out);
  const to = elementsOf(out);
  const a = typeof x === 'number' ? scalar(x, 'x', out) : elementsOf(x.storage);
  const b = typeof y === 'number' ? scalar(y, 'y', out) : elementsOf(y.storage);
  const i = typeof x === 'number' ? 0 : x.offset;
  const j = typeof y === 'number' ? 0 : y.offset;
  if ((typeof x === 'number' || isContiguous(x)) && (typeof y === 'number' || isContiguous(y))) {
    return kernel(a, i, typeof x === 'number' ? 0 : 1, b, j, typeof y === 'number' ? 0 : 1, to, 0, out.length);
  }
  const still = shape.map(() => 0);
  const loop = new Loop(shape, [typeof x === 'number' ? still : x.strides, typeof y === 'number' ? still : y.strides]);
  const [s, t] = loop.steps;
  loop.run([i, j], (at, done) => kernel(a, at[0], s, b, at[1], t, to, done, loop.length));
}
