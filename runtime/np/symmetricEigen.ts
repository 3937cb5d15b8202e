import { zeroMatrix, type Matrix } from './matrix';

/** A = V diag(w) V^T: eigenvalues ascending, eigenvectors as the columns of V. */
export interface Eigen {
  readonly w: Float64Array;
  readonly v: Matrix;
}

/**
 * Of a symmetric matrix, of which the lower triangle is read: Householder's reflections make it tridiagonal, the QL
 * method with implicit shifts diagonal (after EISPACK's tred2 and tql2). `undefined` if that does not converge.
 */
export function symmetricEigen({ rows: n, values }: Matrix): Eigen | undefined {
  // Column after column, since columns are what is combined.
  const t = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (__, j) => (j <= i ? values[i * n + j] : values[j * n + i])),
  );
  const d = new Float64Array(n),
    e = new Float64Array(n);
  if (n > 0) tridiagonalise(t, d, e);
  if (!diagonalise(t, d, e)) return undefined;
  const order = Array.from(d, (_, i) => i).sort((i, j) => d[i] - d[j]);
  const vectors = zeroMatrix(n, n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors.values[i * n + to] = t[from][i];
  });
  return { w: Float64Array.from(order, (i) => d[i]), v: vectors };
}

/** A becomes Q T Q^T: T's diagonal in d, its neighbours in e[1..], Q's columns in t. */
function tridiagonalise(t: Float64Array[], d: Float64Array, e: Float64Array): void {
  const n = d.length;
  for (let j = 0; j < n; j++) d[j] = t[j][n - 1];
  for (let i = n - 1; i > 0; i--) {
    let scale = 0,
      h = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]);
    if (scale === 0) {
      e[i] = d[i - 1];
      for (let j = 0; j < i; j++) {
        d[j] = t[j][i - 1];
        t[j][i] = 0;
        t[i][j] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k] /= scale;
        h += d[k] * d[k];
      }
      const f = d[i - 1];
      const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * g;
      h -= f * g;
      d[i - 1] = f - g;
      reflectBothSides(t, d, e, i, h);
    }
    d[i] = h;
  }
  accumulate(t, d);
  e[0] = 0;
}

/** One reflection of the leading i x i block from both sides. */
function reflectBothSides(t: Float64Array[], d: Float64Array, e: Float64Array, i: number, h: number): void {
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const f = d[j];
    t[i][j] = f;
    let g = e[j] + t[j][j] * f;
    for (let k = j + 1; k < i; k++) {
      g += t[j][k] * d[k];
      e[k] += t[j][k] * f;
    }
    e[j] = g;
  }
  let f = 0;
  for (let j = 0; j < i; j++) {
    e[j] /= h;
    f += e[j] * d[j];
  }
  const hh = f / (h + h);
  for (let j = 0; j < i; j++) e[j] -= hh * d[j];
  for (let j = 0; j < i; j++) {
    for (let k = j; k < i; k++) t[j][k] -= d[j] * e[k] + e[j] * d[k];
    d[j] = t[j][i - 1];
    t[j][i] = 0;
  }
}

/** The product of all reflections. */
function accumulate(t: Float64Array[], d: Float64Array): void {
  const n = d.length;
  for (let i = 0; i < n - 1; i++) {
    t[i][n - 1] = t[i][i];
    t[i][i] = 1;
    const h = d[i + 1];
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = t[i + 1][k] / h;
      for (let j = 0; j <= i; j++) {
        let g = 0;
        for (let k = 0; k <= i; k++) g += t[i + 1][k] * t[j][k];
        for (let k = 0; k <= i; k++) t[j][k] -= g * d[k];
      }
    }
    for (let k = 0; k <= i; k++) t[i + 1][k] = 0;
  }
  for (let j = 0; j < n; j++) {
    d[j] = t[j][n - 1];
    t[j][n - 1] = 0;
  }
  t[n - 1][n - 1] = 1;
}

const ITERATIONS = 60;

function diagonalise(t: Float64Array[], d: Float64Array, e: Float64Array): boolean {
  const n = d.length;
  e.copyWithin(0, 1);
  if (n > 0) e[n - 1] = 0;
  let shift = 0,
    largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(d[l]) + Math.abs(e[l]));
    let m = l;
    while (m < n - 1 && Math.abs(e[m]) > 2 ** -52 * largest) m++;
    if (m > l) {
      let left = ITERATIONS;
      do {
        if (left-- === 0) return false;
        shift += shiftedStep(t, d, e, l, m);
      } while (Math.abs(e[l]) > 2 ** -52 * largest);
    }
    d[l] += shift;
    e[l] = 0;
  }
  return d.every((value) => value === value);
}

/** One QL step with Wilkinson's shift on rows l to m; returns the shift. */
function shiftedStep(t: Float64Array[], d: Float64Array, e: Float64Array, l: number, m: number): number {
  const n = d.length;
  const g = d[l];
  let p = (d[l + 1] - g) / (2 * e[l]);
  const r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
  d[l] = e[l] / (p + r);
  d[l + 1] = e[l] * (p + r);
  const next = d[l + 1];
  const h = g - d[l];
  for (let i = l + 2; i < n; i++) d[i] -= h;

  p = d[m];
  let c = 1,
    c2 = 1,
    c3 = 1,
    s = 0,
    s2 = 0;
  const beside = e[l + 1];
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    const ce = c * e[i],
      cp = c * p;
    const length = Math.hypot(p, e[i]);
    e[i + 1] = s * length;
    s = e[i] / length;
    c = p / length;
    p = c * d[i] - s * ce;
    d[i + 1] = cp + s * (c * ce + s * d[i]);
    const x = t[i],
      y = t[i + 1];
    for (let k = 0; k < n; k++) {
      const kept = y[k];
      y[k] = s * x[k] + c * kept;
      x[k] = c * x[k] - s * kept;
    }
  }
  p = (-s * s2 * c3 * beside * e[l]) / next;
  e[l] = s * p;
  d[l] = c * p;
  return h;
}
