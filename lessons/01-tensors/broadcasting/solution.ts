import * as np from 'np';

/**
 * Every column with mean 0 and standard deviation 1; a column that does not vary becomes zeros.
 *
 * @param x N samples of D features, shape (N, D)
 * @returns shape (N, D)
 */
export function standardize(x: np.NDArray): np.NDArray {
  const centred = np.subtract(x, np.mean(x, 0));
  const deviation = np.sqrt(np.mean(np.square(centred), 0));
  return np.divide(centred, np.where(np.equal(deviation, 0), 1, deviation));
}

/**
 * The table of all sums a[i] + b[j].
 *
 * @param a shape (M,)
 * @param b shape (N,)
 * @returns shape (M, N)
 */
export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.expand_dims(a, 1), b); // (M, 1) meets (N,)
}
