import { sameShape } from '../engines/layout';
import type { ArithmeticOp, BinaryOp, PredicateOp } from '../engines/engine';
import { IntegerOverflow } from '../engines/integerOverflow';
import type { DType } from '../protocol/value';
import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError } from './errors';
import { wrap } from './handle';
import { operand, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { floating, resultType, type Value } from './promotion';
import { engine } from './settings';
import { unwritten, unwrittenLike, type View } from './view';

/** Names the function in what an engine throws. */
export function explained(name: string, error: unknown): unknown {
  return error instanceof IntegerOverflow ? new NpError(name, 'integerOverflow') : error;
}

function combine(name: string, op: BinaryOp, a: Value, b: Value, dtype: DType, scalarDType: DType): NDArray {
  let x = input(a, scalarDType),
    y = input(b, scalarDType);
  let out: View;
  if (typeof x === 'object' && typeof y === 'object' && !sameShape(x.shape, y.shape)) {
    const shape = broadcastShapes(name, [x.shape, y.shape]);
    x = broadcastTo(name, x, shape);
    y = broadcastTo(name, y, shape);
    out = unwritten(name, shape, dtype);
  } else if (typeof x === 'object') out = unwrittenLike(name, x, dtype);
  else out = typeof y === 'object' ? unwrittenLike(name, y, dtype) : unwritten(name, [], dtype);
  try {
    engine().binary(op, x, y, out.shape, out.storage);
  } catch (error) {
    throw explained(name, error);
  }
  return wrap(out);
}

function input(value: Value, dtype: DType): View | number {
  if (typeof value === 'object') return value;
  return dtype === 'float32' ? Math.fround(Number(value)) : Number(value);
}

/** A result of the dtype that both are promoted to. */
export function arithmetic(name: string, op: ArithmeticOp, x1: ArrayLike, x2: ArrayLike): NDArray {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = resultType(a, b);
  return combine(name, op, a, b, dtype, dtype);
}

/** floor_divide, mod, power: NumPy computes bools as its smallest integer there. */
export function integral(name: string, op: 'floorDivide' | 'mod' | 'power', x1: ArrayLike, x2: ArrayLike): NDArray {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = resultType(a, b);
  const computed = dtype === 'bool' ? 'int32' : dtype;
  const empty = typeof a === 'object' && a.size === 0;
  if (op === 'power' && computed === 'int32' && !empty && least(b) < 0) {
    throw new NpError(name, 'negativePower');
  }
  return combine(name, op, a, b, computed, computed);
}

function least(value: Value): number {
  if (typeof value !== 'object') return Number(value);
  const out = engine().alloc('float64', 1);
  engine().reduce('min', value, value.shape.length, out);
  return engine().readOne(out, 0);
}

export function subtraction(name: string, x1: ArrayLike, x2: ArrayLike): NDArray {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = resultType(a, b);
  if (dtype === 'bool') throw new NpError(name, 'boolSubtraction');
  return combine(name, 'subtract', a, b, dtype, dtype);
}

export function division(name: string, x1: ArrayLike, x2: ArrayLike): NDArray {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = floating(resultType(a, b));
  return combine(name, 'divide', a, b, dtype, dtype);
}

/** A result of bools. */
export function predicate(name: string, op: PredicateOp, x1: ArrayLike, x2: ArrayLike): NDArray {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const compared = resultType(a, b);
  return combine(name, op, a, b, 'bool', compared);
}
