import { identityMatrix, zeroMatrix, type Matrix } from './matrix';

/**
 * A = Q R by Householder's reflections, with LAPACK's signs: each diagonal element of R has the sign opposite to what
 * it is made of. Q is whole (m x m) and R has the shape of A.
 */
export function qrDecomposed({ rows: m, columns: n, values }: Matrix): { q: Matrix; r: Matrix } {
  const r = values.slice();
  const reflections: { v: Float64Array; tau: number; k: number }[] = [];
  for (let k = 0; k < Math.min(m, n); k++) {
    let below = 0;
    for (let i = k + 1; i < m; i++) below = Math.hypot(below, r[i * n + k]);
    if (below === 0) continue;
    const alpha = r[k * n + k];
    const beta = alpha >= 0 ? -Math.hypot(alpha, below) : Math.hypot(alpha, below);
    // H = I - tau v v^T with v[k] = 1 takes the column to (beta, 0, ..., 0).
    const v = Float64Array.from({ length: m }, (_, i) => (i < k ? 0 : i === k ? 1 : r[i * n + k] / (alpha - beta)));
    const tau = (beta - alpha) / beta;
    reflect(r, n, v, tau, k, k);
    for (let i = k + 1; i < m; i++) r[i * n + k] = 0;
    r[k * n + k] = beta;
    reflections.push({ v, tau, k });
  }
  const q = identityMatrix(m);
  for (const { v, tau, k } of reflections.toReversed()) reflect(q.values, m, v, tau, k, k);
  return { q, r: { rows: m, columns: n, values: r } };
}

/** X = H X for the columns from `first` on. */
function reflect(x: Float64Array, columns: number, v: Float64Array, tau: number, k: number, first: number): void {
  const m = v.length;
  for (let j = first; j < columns; j++) {
    let sum = 0;
    for (let i = k; i < m; i++) sum += v[i] * x[i * columns + j];
    if (sum === 0) continue;
    for (let i = k; i < m; i++) x[i * columns + j] -= tau * sum * v[i];
  }
}

/** The first `count` rows of a matrix. */
export function topRows({ columns, values }: Matrix, count: number): Matrix {
  return { rows: count, columns, values: values.slice(0, count * columns) };
}

/** Orthonormal columns completed to an orthonormal basis. */
export function completedBasis(given: Matrix): Matrix {
  const { rows: m, columns: n } = given;
  if (n === m) return given;
  const { q } = qrDecomposed(given);
  const out = zeroMatrix(m, m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) out.values[i * m + j] = j < n ? given.values[i * n + j] : q.values[i * m + j];
  }
  return out;
}
