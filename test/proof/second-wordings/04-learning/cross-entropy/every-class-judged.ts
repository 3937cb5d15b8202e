import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const [samples, classes] = p.shape;
  const truth = t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
  const safe = np.clip(p, 1e-7, 1);
  const price = np
    .where(np.greater(truth, 0.5), safe, np.clip(np.subtract(1, p), 1e-7, 1))
    .log()
    .sum(1)
    .negative();
  return price.sum() / samples;
}
