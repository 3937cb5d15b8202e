/** The array library that exercises are written with: `import * as np from 'np'`. */
export type { DType } from '../protocol/value';
export { NDArray, type NestedArray } from './ndarray';
export type { ArrayLike, NestedList } from './input';
export type { IndexPart } from './fancyIndex';
export type { Shape } from './creation';
export type { Axis } from './reduction';
export type { PadWidth } from './manipulation';
export { NpError, NpMemoryError } from './errors';

export {
  arange,
  array,
  asarray,
  copy,
  empty,
  empty_like,
  eye,
  full,
  full_like,
  identity,
  linspace,
  ones,
  ones_like,
  zeros,
  zeros_like,
} from './creation';
export {
  add,
  divide,
  floor_divide,
  maximum,
  minimum,
  mod,
  multiply,
  power,
  power as pow,
  subtract,
} from './arithmetic';
export {
  absolute,
  absolute as abs,
  ceil,
  cos,
  exp,
  expm1,
  floor,
  isfinite,
  isinf,
  isnan,
  log,
  log10,
  log1p,
  log2,
  logical_not,
  negative,
  rint,
  sign,
  sin,
  sqrt,
  square,
  tan,
  tanh,
} from './elementwise';
export {
  equal,
  greater,
  greater_equal,
  less,
  less_equal,
  logical_and,
  logical_or,
  logical_xor,
  not_equal,
} from './comparison';
export { clip, where } from './selection';
export {
  all,
  any,
  argmax,
  argmin,
  cumprod,
  cumsum,
  max,
  max as amax,
  mean,
  min,
  min as amin,
  prod,
  std,
  sum,
  variance as var,
  variance,
} from './reductions';
export { concatenate, hstack, split, stack, vstack } from './joining';
export {
  broadcast_to,
  expand_dims,
  flatten,
  flip,
  moveaxis,
  pad,
  ravel,
  repeat,
  reshape,
  squeeze,
  swapaxes,
  tile,
  transpose,
} from './manipulation';
export {
  bindex,
  copyto,
  iindex,
  nonzero,
  place,
  put,
  put_along_axis,
  putmask,
  take,
  take_along_axis,
  vindex,
} from './indexing';
export { dot, matmul, outer } from './linalg';
export { argsort, sort, unique } from './sorting';
export { allclose, array_equal, isclose } from './logic';
export * as random from './draws';

export const pi = Math.PI;
export const e = Math.E;
export const inf = Infinity;
export const nan = NaN;
