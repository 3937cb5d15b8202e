import type { ArithmeticOp, BinaryOp, PredicateOp, UnaryOp } from '../../engine';
import type { Command, Layout, Operand } from '../device';
import { type Bench, type Tensor, type TensorType, tensorType } from './bench';
import { sameShape, sizeOf } from '../../layout';
import { fewer, mostBroadcast, row, view, widened } from './views';

type Of<Do extends Command['do']> = Extract<Command, { do: Do }>;

interface Operands {
  tensors: (Tensor | number)[];
  /** A result, of any shape that has as many elements; where none of the inputs moves along an axis, it is widened. */
  filled(result: Tensor): Tensor;
}

/** Inputs that broadcast against each other over `whole`. Where all lie whole and alike, in whatever shape they are kept. */
function operands(bench: Bench, whole: readonly number[], given: readonly Operand[]): Operands {
  const layouts = given.filter((x): x is Layout => typeof x !== 'number');
  const stored = layouts.map((x) => bench.stored(x.id));
  const each = (found: readonly Tensor[]) => {
    let next = 0;
    return given.map((x) => (typeof x === 'number' ? x : found[next++]));
  };
  const alike = stored.every(({ shape }) => sameShape(shape, stored[0].shape));
  if (stored.length > 0 && alike && layouts.every((x) => bench.isWhole(x)))
    return { tensors: each(stored), filled: (result) => result };
  const lies = fewer(layouts);
  const shape = lies[0]?.shape ?? whole;
  if (shape.length > mostBroadcast)
    return { tensors: each(lies.map((x) => row(bench, x))), filled: (result) => result };
  const filled = (result: Tensor) => (result.size === sizeOf(shape) ? result : widened(bench, result, shape));
  return { tensors: each(lies.map((x) => view(bench, x))), filled };
}

/** As NumPy's `astype`: not zero for bool. */
export function cast(bench: Bench, x: Tensor, dtype: TensorType): Tensor {
  if (x.dtype === dtype) return x;
  return dtype === 'bool' ? bench.tf.notEqual(x, bench.number(0, x.dtype as TensorType)) : bench.tf.cast(x, dtype);
}

const typed = (bench: Bench, x: Tensor | number, dtype: TensorType): Tensor =>
  typeof x === 'number' ? bench.number(x, dtype) : cast(bench, x, dtype);

export function binary(bench: Bench, { op, x, y, shape, out }: Of<'binary'>): Tensor {
  const {
    tensors: [a, b],
    filled,
  } = operands(bench, shape, [x, y]);
  const dtype = tensorType(out.dtype);
  const result = dtype === 'bool' ? truths(bench, op, a, b) : arithmetic(bench, op as ArithmeticOp, a, b, dtype);
  return filled(result);
}

const logicalOf: Partial<Record<BinaryOp, 'logicalOr' | 'logicalAnd' | 'logicalXor'>> = {
  add: 'logicalOr',
  maximum: 'logicalOr',
  logicalOr: 'logicalOr',
  multiply: 'logicalAnd',
  minimum: 'logicalAnd',
  logicalAnd: 'logicalAnd',
  logicalXor: 'logicalXor',
};

function truths(bench: Bench, op: BinaryOp, x: Tensor | number, y: Tensor | number): Tensor {
  const { tf } = bench;
  const logical = logicalOf[op];
  if (logical !== undefined) {
    const [a, b] = [x, y].map((it) =>
      typeof it === 'number' ? bench.number(Number(it !== 0), 'bool') : cast(bench, it, 'bool'),
    );
    // `logicalXor` of tf is three operations.
    if (logical === 'logicalXor') return tf.notEqual(cast(bench, a, 'int32'), cast(bench, b, 'int32'));
    return tf[logical](a, b);
  }
  const dtype = comparedAs(x, y);
  const [a, b] = [typed(bench, x, dtype), typed(bench, y, dtype)];
  return tf[op as Exclude<PredicateOp, 'logicalAnd' | 'logicalOr' | 'logicalXor'>](a, b);
}

const isWhole = (x: Tensor | number) => (typeof x === 'number' ? Number.isInteger(x) : x.dtype !== 'float32');

const comparedAs = (x: Tensor | number, y: Tensor | number): TensorType =>
  isWhole(x) && isWhole(y) ? 'int32' : 'float32';

function arithmetic(
  bench: Bench,
  op: ArithmeticOp,
  x: Tensor | number,
  y: Tensor | number,
  dtype: 'float32' | 'int32',
): Tensor {
  const { tf } = bench;
  const a = typed(bench, x, dtype);
  const b = typed(bench, y, dtype);
  switch (op) {
    case 'add':
      return tf.add(a, b);
    case 'subtract':
      return tf.sub(a, b);
    case 'multiply':
      return tf.mul(a, b);
    case 'divide':
      return tf.div(a, b);
    case 'power':
      return tf.pow(a, b);
    case 'maximum':
      return bench.careful.has('binary:maximum') ? larger(bench, a, b, 'greaterEqual') : tf.maximum(a, b);
    case 'minimum':
      return bench.careful.has('binary:minimum') ? larger(bench, a, b, 'lessEqual') : tf.minimum(a, b);
    case 'floorDivide':
      return dtype === 'int32' ? wholly(bench, a, b, tf.floorDiv) : floorDivide(bench, a, b);
    case 'mod':
      return dtype === 'int32' ? wholly(bench, a, b, tf.mod) : mod(bench, a, b);
    default:
      return op satisfies never;
  }
}

/** The first where it wins or is NaN, else the second: of equals the first. */
function larger(bench: Bench, a: Tensor, b: Tensor, wins: 'greaterEqual' | 'lessEqual'): Tensor {
  const { tf } = bench;
  const first = tf[wins](a, b);
  return tf.where(a.dtype === 'float32' ? tf.logicalOr(first, tf.isNaN(a)) : first, a, b);
}

/** What is divided by zero is 0; tf throws there. */
function wholly(bench: Bench, a: Tensor, b: Tensor, divide: (a: Tensor, b: Tensor) => Tensor): Tensor {
  const { tf } = bench;
  const none = tf.equal(b, bench.number(0, 'int32'));
  const result = divide(a, tf.where(none, bench.number(1, 'int32'), b));
  return tf.where(none, bench.number(0, 'int32'), result);
}

/** The remainder has the sign of the divisor, a zero too. */
function mod(bench: Bench, a: Tensor, b: Tensor): Tensor {
  const { tf } = bench;
  const zero = bench.number(0, 'float32');
  const remainder = tf.mod(a, b);
  const signed = tf.where(tf.less(b, zero), bench.number(-0, 'float32'), zero);
  return tf.where(tf.equal(remainder, zero), signed, remainder);
}

/** floor(a / b) from the exact remainder, as NumPy has it: the rounded quotient can lie one too high. */
function floorDivide(bench: Bench, a: Tensor, b: Tensor): Tensor {
  const { tf } = bench;
  const ratio = tf.div(a, b);
  const near = tf.div(tf.sub(a, tf.mod(a, b)), b);
  const below = tf.floor(near);
  const half = bench.number(0.5, 'float32');
  const floored = tf.where(tf.greater(tf.sub(near, below), half), tf.add(below, bench.number(1, 'float32')), below);
  const zero = bench.number(0, 'float32');
  // A zero has the sign of the quotient. Of what is infinite there is no exact remainder.
  const signed = tf.where(tf.equal(floored, zero), tf.mul(ratio, zero), floored);
  const apart = tf.less(tf.mul(tf.sign(a), tf.sign(b)), zero);
  const far = tf.where(apart, bench.number(-1, 'float32'), ratio);
  return tf.where(tf.equal(b, zero), ratio, tf.where(tf.logicalAnd(tf.isInf(b), tf.isFinite(a)), far, signed));
}

export function where(bench: Bench, { condition, x, y, out }: Of<'where'>): Tensor {
  const dtype = tensorType(out.dtype);
  const {
    tensors: [test, a, b],
    filled,
  } = operands(bench, condition.shape, [condition, x, y]);
  return filled(bench.tf.where(typed(bench, test, 'bool'), typed(bench, a, dtype), typed(bench, b, dtype)));
}

/** Each bound holds where it is passed, or is NaN; what is NaN stays. */
export function clip(bench: Bench, { x, low, high, out }: Of<'clip'>): Tensor {
  const { tf } = bench;
  const dtype = tensorType(out.dtype) as 'float32' | 'int32';
  const {
    tensors: [value, least, most],
    filled,
  } = operands(bench, x.shape, [x, low, high]);
  let held = typed(bench, value, dtype);
  const careful = bench.careful.has('clip');
  if (least !== -Infinity) {
    const bound = typed(bench, least, dtype);
    held = careful ? larger(bench, held, bound, 'greaterEqual') : tf.maximum(held, bound);
  }
  if (most !== Infinity) {
    const bound = typed(bench, most, dtype);
    held = careful ? larger(bench, held, bound, 'lessEqual') : tf.minimum(held, bound);
  }
  return filled(held);
}

export function unary(bench: Bench, { op, x, out }: Of<'unary'>): Tensor {
  const {
    tensors: [given],
    filled,
  } = operands(bench, x.shape, [x]);
  return filled(unaryOf(bench, op, given as Tensor, tensorType(out.dtype)));
}

function unaryOf(bench: Bench, op: UnaryOp, given: Tensor, dtype: TensorType): Tensor {
  const { tf } = bench;
  const isFloat = given.dtype === 'float32';
  if (op === 'logicalNot') return tf.logicalNot(cast(bench, given, 'bool'));
  if (op === 'isnan' || op === 'isinf' || op === 'isfinite') {
    // Whole numbers are finite.
    if (!isFloat) return tf.fill(given.shape, Number(op === 'isfinite'), 'bool');
    return op === 'isnan' ? tf.isNaN(given) : op === 'isinf' ? tf.isInf(given) : tf.isFinite(given);
  }
  const x = cast(bench, given, dtype);
  if (dtype === 'int32' && (op === 'floor' || op === 'ceil' || op === 'rint')) return tf.clone(x);
  const { careful } = bench;
  switch (op) {
    case 'negative':
      return careful.has('unary:negative') ? tf.mul(x, bench.number(-1, dtype)) : tf.neg(x);
    case 'abs':
      return tf.abs(x);
    case 'sign':
      return careful.has('unary:sign') ? signed(bench, x) : tf.sign(x);
    case 'square':
      return tf.mul(x, x);
    case 'rint':
      return careful.has('unary:rint') ? rounded(bench, x) : tf.round(x);
    case 'log2':
      return times(bench, tf.log(x), Math.LOG2E);
    case 'log10':
      return times(bench, tf.log(x), Math.LOG10E);
    case 'ceil':
      // -ceil(x) = floor(-x), and keeps the zero's sign.
      return careful.has('unary:ceil') ? tf.neg(tf.floor(tf.neg(x))) : tf.ceil(x);
    case 'sqrt':
    case 'exp':
    case 'expm1':
    case 'log':
    case 'log1p':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'tanh':
    case 'floor':
      return tf[op](x);
    default:
      return op satisfies never;
  }
}

/** NaN is its own sign; that of either zero is 0. */
function signed(bench: Bench, x: Tensor): Tensor {
  const { tf } = bench;
  const zero = bench.number(0, x.dtype as TensorType);
  return tf.where(tf.equal(x, zero), zero, tf.where(tf.isNaN(x), x, tf.sign(x)));
}

/** What is rounded to zero keeps its sign. */
function rounded(bench: Bench, x: Tensor): Tensor {
  const { tf } = bench;
  const zero = bench.number(0, 'float32');
  const result = tf.round(x);
  return tf.where(tf.equal(result, zero), tf.mul(x, zero), result);
}

/** By a factor in two parts: its own rounding would be felt. */
function times(bench: Bench, x: Tensor, factor: number): Tensor {
  const { tf } = bench;
  const high = Math.fround(factor);
  const product = tf.mul(x, bench.number(high, 'float32'));
  // An infinity times the small part has the other sign.
  const rest = tf.mul(x, bench.number(factor - high, 'float32'));
  return tf.where(tf.isFinite(x), tf.add(product, rest), product);
}
