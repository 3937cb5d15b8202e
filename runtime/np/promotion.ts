import type { DType } from '../protocol/value';
import { NpError } from './errors';
import { defaultFloat, grantedDType } from './settings';
import type { View } from './view';

const dtypes: readonly DType[] = ['bool', 'int32', 'float32', 'float64'];

/** The dtype of a result of two arrays, as NumPy 2 has it with our int32 in the place of int64. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  const [low, high] = dtypes.indexOf(a) < dtypes.indexOf(b) ? [a, b] : [b, a];
  // NumPy's float64 here comes from the integers alone: where float32 is the default they do not widen a net.
  if (low === 'int32' && high === 'float32') return defaultFloat();
  return high;
}

/** A JavaScript number adapts to the array that it meets; only its kind counts. */
export function promoteScalar(dtype: DType, value: number | boolean): DType {
  if (typeof value === 'boolean' || dtype === 'float32' || dtype === 'float64') return dtype;
  return fitsInt32(value) ? 'int32' : defaultFloat();
}

export function fitsInt32(value: number): boolean {
  return value === Math.trunc(value) && value >= -2147483648 && value <= 2147483647;
}

/** A number on its own has the default float, as in `np.array(1)`. */
export function scalarDType(value: number | boolean): DType {
  return typeof value === 'boolean' ? 'bool' : defaultFloat();
}

export type Value = View | number | boolean;

export function resultType(a: Value, b: Value): DType {
  if (typeof a === 'object') return typeof b === 'object' ? promote(a.dtype, b.dtype) : promoteScalar(a.dtype, b);
  if (typeof b === 'object') return promoteScalar(b.dtype, a);
  return promote(scalarDType(a), scalarDType(b));
}

/** The dtype of exp, sqrt, division, means: integers and bools become the default float. */
export function floating(dtype: DType): DType {
  return dtype === 'float32' || dtype === 'float64' ? dtype : defaultFloat();
}

/** The dtype of sums and counts: bools are counted. */
export function counting(dtype: DType): DType {
  return dtype === 'bool' ? 'int32' : dtype;
}

const kind = (dtype: DType) => (dtype === 'bool' ? 0 : dtype === 'int32' ? 1 : 2);

/** NumPy's casting rules: 'same kind' never loses the kind of number, 'safe' never loses a value. */
export function checkCast(name: string, value: Value, to: DType, rule: 'same kind' | 'safe'): void {
  const from = typeof value === 'object' ? value.dtype : promoteScalar('bool', value);
  const fits = rule === 'same kind' ? kind(from) <= kind(to) : promote(from, to) === to;
  if (!fits) throw new NpError(name, 'cannotCast', { from, to });
}

/** A dtype that a learner has written. */
export function checkedDType(name: string, dtype: unknown): DType {
  const known = dtypes.find((each) => each === dtype);
  if (known === undefined) throw new NpError(name, 'unknownDType', { dtype: JSON.stringify(dtype) });
  return grantedDType(known);
}
