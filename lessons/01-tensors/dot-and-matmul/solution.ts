import * as np from 'np';

/**
 * The dot product: the sum of a[k] * b[k].
 *
 * @param a shape (K,)
 * @param b shape (K,); another length is an error
 * @returns a number
 */
export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.size !== b.size) throw new Error(`dot needs equal lengths, got ${a.size} and ${b.size}`);
  let total = 0;
  for (let k = 0; k < a.size; k++) total += a.get([k]) * b.get([k]);
  return total;
}

/**
 * Matrix times vector: one dot product per row of A.
 *
 * @param A shape (M, K)
 * @param x shape (K,)
 * @returns shape (M,)
 */
export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.sum(np.multiply(A, x), 1);
}

/**
 * Matrix times matrix: row i of A with column j of B.
 *
 * @param A shape (M, K)
 * @param B shape (K, N)
 * @returns shape (M, N)
 */
export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
