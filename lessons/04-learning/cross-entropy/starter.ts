import * as np from 'np';

/**
 * The cross-entropy of probabilities and right classes, averaged over the batch.
 *
 * @param p one row of probabilities per sample, shape (N, C); entries may be 0
 * @param t the right classes: labels of shape (N,), or one-hot rows of shape (N, C)
 * @returns the mean of -log(probability of the right class); a probability below 1e-7 counts as 1e-7
 */
export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  throw new Error('Not written yet');
}
