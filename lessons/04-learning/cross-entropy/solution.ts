import * as np from 'np';

/**
 * The cross-entropy of probabilities and right classes, averaged over the batch.
 *
 * @param p one row of probabilities per sample, shape (N, C); entries may be 0
 * @param t the right classes: labels of shape (N,), or one-hot rows of shape (N, C)
 * @returns the mean of -log(probability of the right class); a probability below 1e-7 counts as 1e-7
 */
export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const labels = t.ndim === 2 ? np.argmax(t, 1) : t;
  const believed = np.take_along_axis(p, np.expand_dims(labels, 1), 1);
  return -np.mean(np.log(np.maximum(believed, 1e-7)));
}
