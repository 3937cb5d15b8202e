/** The array library that exercises are written with: `import * as np from 'np'`. */
export type { DType } from '../protocol/value';
export { NDArray, type NestedArray } from './ndarray';
export type { ArrayLike, NestedList, TypedNumbers } from './input';
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
export {
  append,
  column_stack,
  concatenate,
  concatenate as concat,
  dstack,
  hstack,
  stack,
  vstack,
  vstack as row_stack,
} from './joining';
export { array_split, hsplit, split, vsplit } from './splitting';
export { fliplr, flipud, roll, rot90 } from './rearranging';
export { atleast_1d, atleast_2d, atleast_3d, broadcast_arrays, meshgrid, type MeshgridOptions } from './grids';
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
export { bindex, copyto, iindex, nonzero, place, put, putmask, take, vindex } from './indexing';
export { put_along_axis, take_along_axis } from './alongAxis';
export { dot, inner, matmul, outer, tensordot, vdot } from './products';
export { einsum } from './einsum';
export { diag, diagflat, diagonal, fill_diagonal, trace, tri, tril, triu } from './diagonals';
export { argsort, sort } from './sorting';
export { unique, type Unique } from './distinct';
export { bincount, digitize, histogram, searchsorted } from './bins';
export { ndim, shape, size } from './extents';
export { argwhere, count_nonzero, flatnonzero } from './positions';
export { diff, ediff1d } from './differences';
export { median, nanmedian, nanpercentile, nanquantile, percentile, quantile } from './quantiles';
export { nanargmax, nanargmin, nanmax, nanmean, nanmin, nanprod, nanstd, nansum, nanvar } from './nanReductions';
export {
  arccos,
  arccos as acos,
  arccosh,
  arccosh as acosh,
  arcsin,
  arcsin as asin,
  arcsinh,
  arcsinh as asinh,
  arctan,
  arctan as atan,
  arctan2,
  arctan2 as atan2,
  arctanh,
  arctanh as atanh,
  cosh,
  degrees,
  degrees as rad2deg,
  hypot,
  radians,
  radians as deg2rad,
  sinh,
} from './trigonometry';
export { cbrt, exp2, heaviside, logaddexp, nan_to_num } from './specialFunctions';
export { around, around as round, fix, trunc } from './rounding';
export { allclose, array_equal, isclose } from './logic';
/** Random numbers, `np.random`: the streams of NumPy, fixed by `np.random.seed` or `np.random.default_rng`. */
export * as random from './draws';
/** Linear algebra, `np.linalg`, for matrices and stacks of them (..., m, n). */
export * as linalg from './linalg';

/** The number pi, 3.141592653589793: half the circumference of a circle of radius 1. A plain number. NumPy: `np.pi`. */
export const pi = Math.PI;
/** Euler's number, 2.718281828459045: the base of `np.exp` and `np.log`. A plain number. NumPy: `np.e`. */
export const e = Math.E;
/** Infinity, larger than every number: 1 / 0. The same as JavaScript's Infinity. NumPy: `np.inf`. */
export const inf = Infinity;
/** Not a number: 0 / 0. It equals nothing, not even itself: ask with `np.isnan`. NumPy: `np.nan`. */
export const nan = NaN;
