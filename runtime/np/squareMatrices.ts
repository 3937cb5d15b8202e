import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError, shapeText } from './errors';
import { viewOf, wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import { choleskyFactor } from './cholesky';
import { qrDecomposed, topRows } from './householder';
import { decomposed, determinant, solved } from './lu';
import { identityMatrix, isFiniteMatrix, leftColumns, transposed } from './matrix';
import { squareStackOf, stacked, stackedMatrices, stackOf, type Stack } from './matrixStacks';
import { symmetricEigen, type Eigen } from './symmetricEigen';
import type { NDArray } from './ndarray';
import { floating, promote } from './promotion';
import { matmul } from './products';

/**
 * The determinant of a square matrix, as an array of rank 0; of matrices (..., n, n) those of all. Computed in float64.
 *
 * Shape: (..., n, n) gives (...). dtype: floats stay, integers and bools become the default float.
 * NumPy: `np.linalg.det`.
 *
 * @example np.linalg.det([[2, 1], [0, 3]]) // 6.0
 * @throws NpError unless the last two axes are equal.
 */
export function det(a: ArrayLike): NDArray {
  const name = 'np.linalg.det';
  const stack = squareStackOf(name, a);
  return stacked(
    name,
    stack,
    [],
    stack.matrices.map((matrix) => [determinant(decomposed(matrix)).value]),
  );
}

/**
 * The sign of the determinant and the logarithm of its size, which neither overflows nor vanishes; arrays of rank 0 for
 * one matrix. det = sign * exp(logabsdet). (NumPy returns a tuple of the two.)
 *
 * Shape: (..., n, n) gives (...) for both. dtype: floats stay, integers and bools become the default float.
 * NumPy: `np.linalg.slogdet`.
 *
 * @example const { sign, logabsdet } = np.linalg.slogdet([[1, 2], [3, 4]])
 * @throws NpError unless the last two axes are equal.
 */
export function slogdet(a: ArrayLike): { sign: NDArray; logabsdet: NDArray } {
  const name = 'np.linalg.slogdet';
  const stack = squareStackOf(name, a);
  const all = stack.matrices.map((matrix) => determinant(decomposed(matrix)));
  const part = (of: (each: { sign: number; log: number }) => number) =>
    stacked(
      name,
      stack,
      [],
      all.map((each) => [of(each)]),
    );
  return { sign: part(({ sign }) => sign), logabsdet: part(({ log }) => log) };
}

/**
 * The inverse of a square matrix, or of matrices (..., n, n): a times it is the identity. Computed in float64.
 *
 * Shape: (..., n, n), as given. dtype: floats stay, integers and bools become the default float.
 * NumPy: `np.linalg.inv`.
 *
 * @example np.linalg.inv([[2, 0], [0, 4]]) // [[0.5  0.  ] [0.   0.25]]
 * @throws NpError unless the last two axes are equal, and if a matrix is singular.
 */
export function inv(a: ArrayLike): NDArray {
  const name = 'np.linalg.inv';
  const stack = squareStackOf(name, a);
  const n = stack.rows;
  const inverses = stack.matrices.map((matrix) => solved(regular(name, decomposed(matrix)), identityMatrix(n)));
  return stackedMatrices(name, stack, n, n, inverses);
}

function regular<Lu extends { singular: boolean }>(name: string, lu: Lu): Lu {
  if (lu.singular) throw new NpError(name, 'singular');
  return lu;
}

/**
 * The solution x of a x = b for a square matrix `a`: better than `np.linalg.inv(a)` times b. `b` is one vector, or a
 * matrix whose columns are solved for; stacks (..., n, n) and (..., n, k) are broadcast.
 *
 * Shape: that of `b`, its stack broadcast with that of `a`. dtype: promoted; integers and bools become the default
 * float. NumPy: `np.linalg.solve`.
 *
 * @example np.linalg.solve([[2, 0], [0, 4]], [2, 2]) // [1.  0.5]
 * @throws NpError if the shapes do not fit, or a matrix is singular.
 */
export function solve(a: ArrayLike, b: ArrayLike): NDArray {
  const name = 'np.linalg.solve';
  const left = viewFrom(name, a),
    given = viewFrom(name, b);
  const vector = given.shape.length === 1;
  squareStackOf(name, wrap(left));
  if (given.shape.length === 0) throw new NpError(name, 'needsRankFrom', { rank: 1, shape: '()' });
  const right = vector ? viewOf(wrap(given).reshape(-1, 1)) : given;
  const n = left.shape.at(-1)!;
  if (right.shape.at(-2) !== n) {
    throw new NpError(name, 'rowsDiffer', {
      shapeA: shapeText(left.shape),
      shapeB: shapeText(given.shape),
      first: n,
      second: right.shape.at(-2)!,
    });
  }
  const lead = broadcastShapes(name, [left.shape.slice(0, -2), right.shape.slice(0, -2)], [left.shape, given.shape]);
  const columns = right.shape.at(-1)!;
  const lefts = stackOf(name, wrap(broadcastTo(name, left, [...lead, n, n]))),
    rights = stackOf(name, wrap(broadcastTo(name, right, [...lead, n, columns])));
  const solutions = lefts.matrices.map((matrix, i) => solved(regular(name, decomposed(matrix)), rights.matrices[i]));
  const dtype = promote(floating(left.dtype), floating(given.dtype));
  return stacked(
    name,
    { lead, dtype },
    vector ? [n] : [n, columns],
    solutions.map(({ values }) => values),
  );
}

/**
 * a = q r with orthonormal columns in q and an upper triangle r. Signs are LAPACK's. (NumPy returns a tuple.)
 *
 * Shape: (..., m, n) gives q (..., m, k), r (..., k, n) with k = min(m, n); 'complete' q (..., m, m), r (..., m, n).
 * dtype: floats stay, integers and bools become the default float. NumPy: `np.linalg.qr`.
 *
 * @example const { q, r } = np.linalg.qr(A)
 * @throws NpError for rank 0 or 1, or an unknown mode.
 */
export function qr(a: ArrayLike, mode: 'reduced' | 'complete' = 'reduced'): { q: NDArray; r: NDArray } {
  const name = 'np.linalg.qr';
  if (mode !== 'reduced' && mode !== 'complete')
    throw new NpError(name, 'unknownMode', { modes: "'reduced', 'complete'", mode: String(mode) });
  const stack = stackOf(name, a);
  const { rows: m, columns: n } = stack;
  const width = mode === 'complete' ? m : Math.min(m, n);
  const pairs = stack.matrices.map(qrDecomposed);
  return {
    q: stackedMatrices(
      name,
      stack,
      m,
      width,
      pairs.map(({ q }) => leftColumns(q, width)),
    ),
    r: stackedMatrices(
      name,
      stack,
      width,
      n,
      pairs.map(({ r }) => topRows(r, width)),
    ),
  };
}

/**
 * The lower triangle L with a = L L^T, for symmetric positive definite matrices (..., n, n), of which only the lower
 * triangle is read; with `upper` its transpose.
 *
 * Shape: (..., n, n), as given. dtype: floats stay, integers and bools become the default float.
 * NumPy: `np.linalg.cholesky`.
 *
 * @example np.linalg.cholesky([[4, 2], [2, 5]]) // [[2. 0.] [1. 2.]]
 * @throws NpError unless the last two axes are equal, and if a matrix is not positive definite.
 */
export function cholesky(a: ArrayLike, upper = false): NDArray {
  const name = 'np.linalg.cholesky';
  const stack = squareStackOf(name, a);
  const factors = stack.matrices.map((matrix) => {
    const factor = choleskyFactor(upper ? transposed(matrix) : matrix);
    if (factor === undefined) throw new NpError(name, 'notPositiveDefinite');
    return upper ? transposed(factor) : factor;
  });
  return stackedMatrices(name, stack, stack.rows, stack.rows, factors);
}

/**
 * The eigenvalues `w` of symmetric matrices (..., n, n), ascending, and the eigenvectors as the columns of `v`: a v = v
 * diag(w). Only the lower triangle is read ('U': the upper). The sign of a vector is not defined. (NumPy returns a
 * tuple.)
 *
 * Shape: (..., n, n) gives w (..., n) and v (..., n, n). dtype: floats stay, integers and bools become the default
 * float. NumPy: `np.linalg.eigh`.
 *
 * @example const { w, v } = np.linalg.eigh([[2, 1], [1, 2]]) // w is [1. 3.]
 * @throws NpError unless the last two axes are equal, and if an element is not finite.
 */
export function eigh(a: ArrayLike, UPLO: 'L' | 'U' = 'L'): { w: NDArray; v: NDArray } {
  const name = 'np.linalg.eigh';
  const { stack, all } = eigen(name, a, UPLO);
  const n = stack.rows;
  return {
    w: stacked(
      name,
      stack,
      [n],
      all.map(({ w }) => w),
    ),
    v: stackedMatrices(
      name,
      stack,
      n,
      n,
      all.map(({ v }) => v),
    ),
  };
}

/**
 * The eigenvalues of symmetric matrices (..., n, n), ascending; see `np.linalg.eigh`.
 *
 * Shape: (..., n, n) gives (..., n). dtype: floats stay, integers and bools become the default float.
 * NumPy: `np.linalg.eigvalsh`.
 *
 * @example np.linalg.eigvalsh([[2, 1], [1, 2]]) // [1. 3.]
 * @throws NpError unless the last two axes are equal, and if an element is not finite.
 */
export function eigvalsh(a: ArrayLike, UPLO: 'L' | 'U' = 'L'): NDArray {
  const name = 'np.linalg.eigvalsh';
  const { stack, all } = eigen(name, a, UPLO);
  return stacked(
    name,
    stack,
    [stack.rows],
    all.map(({ w }) => w),
  );
}

function eigen(name: string, a: ArrayLike, UPLO: 'L' | 'U'): { stack: Stack; all: Eigen[] } {
  if (UPLO !== 'L' && UPLO !== 'U') throw new NpError(name, 'unknownMode', { modes: "'L', 'U'", mode: String(UPLO) });
  const stack = squareStackOf(name, a);
  const all = stack.matrices.map((matrix) => {
    if (!isFiniteMatrix(matrix)) throw new NpError(name, 'notFinite');
    const found = symmetricEigen(UPLO === 'L' ? matrix : transposed(matrix));
    if (found === undefined) throw new NpError(name, 'noConvergence');
    return found;
  });
  return { stack, all };
}

/**
 * A square matrix multiplied with itself n times; the inverse for negative n, the identity for 0.
 *
 * Shape: (..., n, n), as given. dtype: stays; negative n gives floats. NumPy: `np.linalg.matrix_power`.
 *
 * @example np.linalg.matrix_power([[1, 1], [1, 0]], 10) // [[89. 55.] [55. 34.]]
 * @throws NpError unless the last two axes are equal, and if n is no whole number, or negative for a singular matrix.
 */
export function matrix_power(a: ArrayLike, n: number): NDArray {
  const name = 'np.linalg.matrix_power';
  if (!Number.isInteger(n)) throw new NpError(name, 'integerPower', { n });
  const { lead, rows, matrices } = squareStackOf(name, a);
  const view = viewFrom(name, a);
  const identities = matrices.map(() => identityMatrix(rows));
  let power = stackedMatrices(name, { lead, dtype: view.dtype }, rows, rows, identities);
  let square = n < 0 ? inv(wrap(view)) : wrap(view);
  if (n < 0) power = power.astype(square.dtype);
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = matmul(power, square);
    if (left > 1) square = matmul(square, square);
  }
  return power;
}
