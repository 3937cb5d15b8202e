import { completedBasis } from './householder';
import { leftColumns, transposed, zeroMatrix, type Matrix } from './matrix';

/** A = U diag(s) V^T with s descending, and as many columns in U and V as there are singular values. */
export interface Svd {
  readonly u: Matrix;
  readonly s: Float64Array;
  readonly v: Matrix;
}

const SWEEPS = 60;

/**
 * Jacobi's one-sided method: pairs of columns are turned until all are at right angles to each other. Then their
 * lengths are the singular values. Slower than LAPACK's for large matrices, but as exact as can be. `undefined` if it
 * does not converge.
 */
export function singularValues(a: Matrix): Svd | undefined {
  if (a.rows >= a.columns) return tall(a);
  const found = tall(transposed(a));
  return found && { u: found.v, s: found.s, v: found.u };
}

function tall(a: Matrix): Svd | undefined {
  const { rows: m, columns: n } = a;
  // Columns lie one after the other here, since they are what is turned.
  const columns = Array.from({ length: n }, (_, j) => Float64Array.from({ length: m }, (__, i) => a.values[i * n + j]));
  const turns = Array.from({ length: n }, (_, j) => Float64Array.from({ length: n }, (__, i) => (i === j ? 1 : 0)));
  const negligible = (2 ** -52 * Math.sqrt(columns.reduce((sum, column) => sum + dot(column, column), 0))) ** 2;
  if (!orthogonalised(columns, turns, negligible)) return undefined;

  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = lengths.map((_, j) => j).sort((i, j) => lengths[j] - lengths[i]);
  const s = Float64Array.from(order, (j) => lengths[j]);
  const rank = s.filter((value) => value * value > negligible).length;
  const u = zeroMatrix(m, rank),
    v = zeroMatrix(n, n);
  order.forEach((from, j) => {
    if (j < rank) for (let i = 0; i < m; i++) u.values[i * rank + j] = columns[from][i] / s[j];
    for (let i = 0; i < n; i++) v.values[i * n + j] = turns[from][i];
  });
  return { u: rank === n ? u : leftColumns(completedBasis(u), n), s, v };
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/** Columns whose squared length is `negligible` are made of rounding errors: they have no direction to turn to. */
function orthogonalised(columns: readonly Float64Array[], turns: readonly Float64Array[], negligible: number): boolean {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < columns.length - 1; p++) {
      for (let q = p + 1; q < columns.length; q++) turned = turnPair(columns, turns, p, q, negligible) || turned;
    }
    if (!turned) return true;
  }
  return false;
}

/** Turns two columns in their plane to a right angle; whether they were not at one already. */
function turnPair(
  columns: readonly Float64Array[],
  turns: readonly Float64Array[],
  p: number,
  q: number,
  negligible: number,
): boolean {
  const x = columns[p],
    y = columns[q];
  const xx = dot(x, x),
    yy = dot(y, y),
    xy = dot(x, y);
  if (Math.min(xx, yy) <= negligible || Math.abs(xy) <= x.length * 2 ** -52 * Math.sqrt(xx) * Math.sqrt(yy))
    return false;
  const zeta = (yy - xx) / (2 * xy);
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, t),
    sine = cosine * t;
  turn(x, y, cosine, sine);
  turn(turns[p], turns[q], cosine, sine);
  return true;
}

function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < x.length; i++) {
    const kept = x[i];
    x[i] = cosine * kept - sine * y[i];
    y[i] = sine * kept + cosine * y[i];
  }
}
