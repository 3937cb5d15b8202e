import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const [samples, classes] = p.shape;
  const truth = t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
  const safe = np.clip(p, 1e-7, 1);
  const price = np.sum(truth.multiply(safe.log()), 1);
  return price.sum() / samples;
}
