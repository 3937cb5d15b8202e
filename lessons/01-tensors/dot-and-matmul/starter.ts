import * as np from 'np';

/**
 * The dot product: the sum of a[k] * b[k].
 *
 * @param a shape (K,)
 * @param b shape (K,); another length is an error
 * @returns a number
 */
export function dot(a: np.NDArray, b: np.NDArray): number {
  throw new Error('Not written yet');
}

/**
 * Matrix times vector: one dot product per row of A.
 *
 * @param A shape (M, K)
 * @param x shape (K,)
 * @returns shape (M,)
 */
export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  throw new Error('Not written yet');
}

/**
 * Matrix times matrix: row i of A with column j of B.
 *
 * @param A shape (M, K)
 * @param B shape (K, N)
 * @returns shape (M, N)
 */
export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  throw new Error('Not written yet');
}
