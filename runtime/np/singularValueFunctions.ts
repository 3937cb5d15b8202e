import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { hostArray } from './hostArray';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { count_nonzero } from './positions';
import { floating, promote } from './promotion';
import type { DType } from '../protocol/value';
import { allocate } from './view';
import { completedBasis } from './householder';
import { decomposed, solved } from './lu';
import { identityMatrix, isFiniteMatrix, product, transposed, type Matrix } from './matrix';
import { norm, type Order } from './norm';
import { singularValues, type Svd } from './singularValues';
import { squareStackOf, stacked, stackedMatrices, stackOf } from './matrixStacks';

/** What `np.linalg.svd` finds: a = u diag(s) vt. */
export interface SvdResult {
  u: NDArray;
  s: NDArray;
  vt: NDArray;
}

/**
 * a = u diag(s) vt with orthonormal columns in `u`, orthonormal rows in `vt` and the singular values `s` in descending
 * order, for matrices (..., m, n). The signs of a pair of vectors are not defined. With `compute_uv` false only `s`.
 * (NumPy returns a tuple.)
 *
 * Shape: (..., m, n) gives u (..., m, m), s (..., k), vt (..., n, n) with k = min(m, n); without `full_matrices` u
 * (..., m, k), vt (..., k, n). dtype: floats stay, integers and bools become the default float. NumPy: `np.linalg.svd`.
 *
 * @example const { u, s, vt } = np.linalg.svd(A, false)
 * @throws NpError for rank 0 or 1, or if an element is not finite.
 */
export function svd(a: ArrayLike, full_matrices: boolean | undefined, compute_uv: false): NDArray;
export function svd(a: ArrayLike, full_matrices?: boolean, compute_uv?: true): SvdResult;
export function svd(a: ArrayLike, full_matrices = true, compute_uv = true): SvdResult | NDArray {
  const name = 'np.linalg.svd';
  const stack = stackOf(name, a);
  const { rows: m, columns: n } = stack;
  const all = stack.matrices.map((matrix) => factors(name, matrix));
  const count = Math.min(m, n);
  const s = stacked(
    name,
    stack,
    [count],
    all.map((each) => each.s),
  );
  if (!compute_uv) return s;
  const whole = (basis: Matrix) => (full_matrices ? completedBasis(basis) : basis);
  return {
    u: stackedMatrices(
      name,
      stack,
      m,
      full_matrices ? m : count,
      all.map(({ u }) => whole(u)),
    ),
    s,
    vt: stackedMatrices(
      name,
      stack,
      full_matrices ? n : count,
      n,
      all.map(({ v }) => transposed(whole(v))),
    ),
  };
}

function factors(name: string, matrix: Matrix): Svd {
  const found = isFiniteMatrix(matrix) ? singularValues(matrix) : undefined;
  if (found === undefined) throw new NpError(name, 'noConvergence');
  return found;
}

const precision = (dtype: DType): number => (dtype === 'float32' ? 2 ** -23 : 2 ** -52);

/**
 * How many singular values are larger than `tol` (the largest times the longer side times the precision of the dtype,
 * unless given): the number of independent rows.
 *
 * Shape: (..., m, n) gives (...). dtype: int32. NumPy: `np.linalg.matrix_rank`.
 *
 * @example np.linalg.matrix_rank([[1, 2], [2, 4]]) // 1
 * @throws NpError if an element is not finite.
 */
export function matrix_rank(A: ArrayLike, tol?: number | null): NDArray {
  const name = 'np.linalg.matrix_rank';
  const view = viewFrom(name, A);
  if (view.shape.length < 2) return wrap(hostArray(name, [], 'int32', [count_nonzero(wrap(view)) > 0 ? 1 : 0]));
  const stack = stackOf(name, wrap(view));
  const { rows, columns, dtype } = stack;
  const ranks = stack.matrices.map((matrix) => {
    const { s } = factors(name, matrix);
    const least = tol ?? (s[0] ?? 0) * Math.max(rows, columns) * precision(dtype);
    return [s.filter((value) => value > least).length];
  });
  return stacked(name, { lead: stack.lead, dtype: 'int32' }, [], ranks);
}

/** V diag(1 / s) U^T, where singular values up to `least` count as 0. */
function inverseBySvd({ u, s, v }: Svd, least: number): Matrix {
  const count = s.length;
  const scaled = {
    rows: v.rows,
    columns: count,
    values: Float64Array.from({ length: v.rows * count }, (_, at) => {
      const value = s[at % count];
      return value > least ? v.values[Math.floor(at / count) * v.columns + (at % count)] / value : 0;
    }),
  };
  return product(scaled, transposed(u));
}

/**
 * The pseudo-inverse of matrices (..., m, n): for a regular matrix its inverse, else what solves a x = b with the least
 * squares and the shortest x. Singular values up to `rcond` times the largest count as 0.
 *
 * Shape: (..., m, n) gives (..., n, m). dtype: floats stay, integers and bools become the default float.
 * NumPy: `np.linalg.pinv`.
 *
 * @example np.linalg.pinv([[1, 0], [0, 0]]) // [[1. 0.] [0. 0.]]
 * @throws NpError for rank 0 or 1, or if an element is not finite.
 */
export function pinv(a: ArrayLike, rcond = 1e-15): NDArray {
  const name = 'np.linalg.pinv';
  const view = viewFrom(name, a);
  const stack = stackOf(name, wrap(view));
  // Of nothing NumPy keeps the dtype.
  if (stack.rows * stack.columns === 0)
    return wrap(allocate(name, [...stack.lead, stack.columns, stack.rows], view.dtype));
  const inverses = stack.matrices.map((matrix) => {
    const found = factors(name, matrix);
    return inverseBySvd(found, rcond * (found.s[0] ?? 0));
  });
  return stackedMatrices(name, stack, stack.columns, stack.rows, inverses);
}

/** What `np.linalg.lstsq` finds. */
export interface LeastSquares {
  x: NDArray;
  /** The squared length of b - a x for each column of b; empty where a has not full rank or no row to spare. */
  residuals: NDArray;
  rank: number;
  /** The singular values of a. */
  s: NDArray;
}

/**
 * The x that makes the length of b - a x least: `a` is (m, n), `b` (m) or (m, k). Singular values up to `rcond` times
 * the largest count as 0 (the precision of the dtype times the longer side, unless given). (NumPy returns a tuple.)
 *
 * Shape: `x` is (n,) or (n, k), `s` (min(m, n),); `rank` is a plain number. dtype: promoted; integers and bools become
 * the default float. NumPy: `np.linalg.lstsq`.
 *
 * @example np.linalg.lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]).x // [1. 2.]
 * @throws NpError if the shapes do not fit, or an element is not finite.
 */
export function lstsq(a: ArrayLike, b: ArrayLike, rcond?: number | null): LeastSquares {
  const name = 'np.linalg.lstsq';
  const left = viewFrom(name, a),
    right = viewFrom(name, b);
  if (left.shape.length !== 2) throw new NpError(name, 'needsRank', { rank: 2, shape: shapeText(left.shape) });
  if (right.shape.length !== 1 && right.shape.length !== 2)
    throw new NpError(name, 'needsRank', { rank: '1 / 2', shape: shapeText(right.shape) });
  const [m, n] = left.shape;
  if (right.shape[0] !== m) {
    const shapes = { shapeA: shapeText(left.shape), shapeB: shapeText(right.shape) };
    throw new NpError(name, 'rowsDiffer', { ...shapes, first: m, second: right.shape[0] });
  }
  const vector = right.shape.length === 1;
  const dtype = promote(floating(left.dtype), floating(right.dtype));
  const [matrix] = stackOf(name, wrap(left)).matrices;
  const [target] = stackOf(name, vector ? wrap(right).reshape(-1, 1) : wrap(right)).matrices;
  const found = factors(name, matrix);
  const least = (found.s[0] ?? 0) * (rcond ?? Math.max(m, n) * precision(dtype));
  const rank = found.s.filter((value) => value > least).length;
  const x = product(inverseBySvd(found, least), target);
  const far = product(matrix, x).values.map((value, i) => target.values[i] - value);
  const squares = Array.from({ length: target.columns }, (_, j) =>
    far.reduce((sum, value, i) => (i % target.columns === j ? sum + value * value : sum), 0),
  );
  const known = rank === n && m > n;
  return {
    x: wrap(hostArray(name, vector ? [n] : [n, target.columns], dtype, x.values)),
    residuals: wrap(hostArray(name, [known ? squares.length : 0], dtype, known ? squares : [])),
    rank,
    s: wrap(hostArray(name, [found.s.length], dtype, found.s)),
  };
}

/**
 * How much errors in b grow in the solution of a x = b: the norm of a times that of its inverse, by default the largest
 * singular value over the smallest. Infinity for a singular matrix.
 *
 * Shape: one matrix (m, n) gives a plain number. dtype: any, computed in float64. NumPy: `np.linalg.cond`.
 *
 * @example np.linalg.cond([[1, 0], [0, 2]]) // 2
 * @throws NpError unless it is one matrix, square for orders but 2 and -2.
 */
export function cond(x: ArrayLike, p: Order = null): number {
  const name = 'np.linalg.cond';
  const view = viewFrom(name, x);
  if (view.shape.length !== 2) throw new NpError(name, 'needsRank', { rank: 2, shape: shapeText(view.shape) });
  if (view.size === 0) throw new NpError(name, 'emptyNoResult', { shape: shapeText(view.shape) });
  if (p !== null && p !== 2 && p !== -2) {
    const [matrix] = squareStackOf(name, wrap(view)).matrices;
    const lu = decomposed(matrix);
    if (lu.singular) return Infinity;
    const inverse = hostArray(name, view.shape, 'float64', solved(lu, identityMatrix(lu.n)).values);
    return norm(wrap(view), p) * norm(wrap(inverse), p);
  }
  const { s } = factors(name, stackOf(name, wrap(view)).matrices[0]);
  return p === -2 ? s.at(-1)! / s[0] : s[0] / s.at(-1)!;
}
