import * as np from 'np';

/**
 * Every column with mean 0 and standard deviation 1; a column that does not vary becomes zeros.
 *
 * @param x N samples of D features, shape (N, D)
 * @returns shape (N, D)
 */
export function standardize(x: np.NDArray): np.NDArray {
  throw new Error('Not written yet');
}

/**
 * The table of all sums a[i] + b[j].
 *
 * @param a shape (M,)
 * @param b shape (N,)
 * @returns shape (M, N)
 */
export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  throw new Error('Not written yet');
}
