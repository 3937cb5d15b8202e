import type { DType } from '../protocol/value';
import type { ArgReduceOp, BinaryOp, PoolOp, ReduceOp, ScatterMode, UnaryOp } from './engine';

// The order of each list is that of the enumerations in runtime/kernels/kernels.h.

const dtypes = ['float64', 'float32', 'int32', 'bool'] as const satisfies DType[];
// oxfmt-ignore
const unaryOps = [
  'negative', 'abs', 'sign', 'square', 'sqrt', 'exp', 'log', 'tanh', 'floor', 'ceil', 'rint',
  'isnan', 'isinf', 'isfinite', 'logicalNot',
] as const satisfies UnaryOp[];
// oxfmt-ignore
const binaryOps = [
  'add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum',
  'equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual',
  'logicalAnd', 'logicalOr', 'logicalXor',
] as const satisfies BinaryOp[];
const reduceOps = ['sum', 'prod', 'max', 'min', 'any', 'all'] as const satisfies ReduceOp[];
const argReduceOps = ['argmax', 'argmin'] as const satisfies ArgReduceOp[];
const scatterModes = ['set', 'add', 'max'] as const satisfies ScatterMode[];
const poolOps = ['max', 'mean'] as const satisfies PoolOp[];

type Codes<Name extends string> = Readonly<Record<Name, number>>;

function codes<Name extends string>(names: readonly Name[]): Codes<Name> {
  return Object.fromEntries(names.map((name, code) => [name, code])) as Codes<Name>;
}

export const dtypeCodes: Codes<DType> = codes(dtypes);
/** Operations that are not listed are no kernel's. */
export const unaryCodes: Partial<Codes<UnaryOp>> = codes(unaryOps);
export const binaryCodes: Partial<Codes<BinaryOp>> = codes(binaryOps);
export const reduceCodes: Codes<ReduceOp> = codes(reduceOps);
export const argReduceCodes: Codes<ArgReduceOp> = codes(argReduceOps);
export const scatterCodes: Codes<ScatterMode> = codes(scatterModes);
export const poolCodes: Codes<PoolOp> = codes(poolOps);
