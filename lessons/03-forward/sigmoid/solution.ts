import * as np from 'np';

/**
 * The sigmoid function 1 / (1 + exp(-x)), entry by entry.
 *
 * @param x array of any shape, entries from -1000 to 1000
 * @returns array of the same shape, entries from 0 to 1
 */
export function sigmoid(x: np.NDArray): np.NDArray {
  // Above and below multiplied by exp(min(x, 0)): no exponent is ever positive.
  const numerator = np.exp(np.minimum(x, 0));
  const denominator = np.add(np.exp(np.negative(np.abs(x))), 1);
  return np.divide(numerator, denominator);
}
