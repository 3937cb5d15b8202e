import * as np from 'np';

/**
 * Scores to probabilities, row by row: exp(x) divided by the row's sum of exp(x).
 *
 * @param x scores, shape (N, C) or (C,), entries from -1000 to 1000
 * @returns probabilities of the same shape; the last axis adds up to 1
 */
export function softmax(x: np.NDArray): np.NDArray {
  const e = np.exp(np.subtract(x, np.max(x, -1, true))); // the largest exponent is 0
  return np.divide(e, np.sum(e, -1, true));
}
