import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const labels = t.ndim === 2 ? np.argmax(t, 1) : t;
  const believed = np.take(p, labels, 1);
  return -np.mean(np.log(np.maximum(believed, 1e-7)));
}
