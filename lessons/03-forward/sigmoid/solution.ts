import * as np from 'np';

/**
 * The sigmoid function 1 / (1 + exp(-x)), entry by entry.
 *
 * @param x array of any shape, entries from -1000 to 1000
 * @returns array of the same shape, entries from 0 to 1
 */
export function sigmoid(x: np.NDArray): np.NDArray {
  const e = np.exp(np.negative(np.abs(x))); // between 0 and 1, so it cannot overflow
  return np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
}
