import type { Matrix } from './matrix';

/** P A = L U: both triangles in one matrix, the ones on L's diagonal left out. */
export interface Lu {
  readonly n: number;
  readonly values: Float64Array;
  /** Row i of P A is row order[i] of A. */
  readonly order: Int32Array;
  /** Whether an odd number of rows changed places. */
  readonly odd: boolean;
  /** Whether some pivot is 0. */
  readonly singular: boolean;
}

/** Gauss's elimination; each pivot is the largest of its column that is left. */
export function decomposed({ rows: n, values: given }: Matrix): Lu {
  const values = given.slice();
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let odd = false,
    singular = false;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(values[i * n + k]) > Math.abs(values[pivot * n + k])) pivot = i;
    if (values[pivot * n + k] === 0) {
      singular = true;
      continue;
    }
    if (pivot !== k) {
      odd = !odd;
      [order[k], order[pivot]] = [order[pivot], order[k]];
      for (let j = 0; j < n; j++)
        [values[k * n + j], values[pivot * n + j]] = [values[pivot * n + j], values[k * n + j]];
    }
    for (let i = k + 1; i < n; i++) {
      const factor = (values[i * n + k] /= values[k * n + k]);
      if (factor !== 0) for (let j = k + 1; j < n; j++) values[i * n + j] -= factor * values[k * n + j];
    }
  }
  return { n, values, order, odd, singular };
}

/** The solution X of A X = B, column by column: L Y = P B, then U X = Y. */
export function solved({ n, values, order }: Lu, b: Matrix): Matrix {
  const { columns } = b;
  const x = new Float64Array(n * columns);
  for (let i = 0; i < n; i++) x.set(b.values.subarray(order[i] * columns, (order[i] + 1) * columns), i * columns);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, i, k, values[i * n + k], columns);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, i, k, values[i * n + k], columns);
    for (let j = 0; j < columns; j++) x[i * columns + j] /= values[i * n + i];
  }
  return { rows: n, columns, values: x };
}

function subtractRow(x: Float64Array, i: number, k: number, factor: number, columns: number): void {
  for (let j = 0; j < columns; j++) x[i * columns + j] -= factor * x[k * columns + j];
}

/** The product of the pivots, as a sign and the logarithm of its size. */
export function determinant({ n, values, odd }: Lu): { sign: number; log: number; value: number } {
  let sign = odd ? -1 : 1,
    log = 0,
    value = sign;
  for (let k = 0; k < n; k++) {
    const pivot = values[k * n + k];
    value *= pivot;
    sign *= Math.sign(pivot);
    log += Math.log(Math.abs(pivot));
  }
  return { sign, log: sign === 0 ? -Infinity : log, value };
}
