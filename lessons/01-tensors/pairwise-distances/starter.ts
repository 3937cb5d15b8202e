import * as np from 'np';

/**
 * The Euclidean distance of every point of a to every point of b.
 *
 * @param a M points of D coordinates, shape (M, D)
 * @param b N points of D coordinates, shape (N, D)
 * @returns shape (M, N); entry [i, j] is the distance of a[i] and b[j]
 */
export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  throw new Error('Not written yet');
}
