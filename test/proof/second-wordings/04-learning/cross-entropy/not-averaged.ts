import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const classes = p.shape[1];
  const truth = t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
  const safe = np.clip(p, 1e-7, 1);
  const price = np.sum(truth.multiply(safe.log()), 1).negative();
  return price.sum();
}
