import { zeroMatrix, type Matrix } from './matrix';

/** The lower triangle L with A = L L^T; `undefined` unless A is positive definite. The upper triangle of A is not read. */
export function choleskyFactor({ rows: n, values }: Matrix): Matrix | undefined {
  const factor = zeroMatrix(n, n);
  const l = factor.values;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = values[i * n + j];
      for (let k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
      if (i !== j) l[i * n + j] = rest / l[j * n + j];
      else if (rest > 0) l[i * n + i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return factor;
}
