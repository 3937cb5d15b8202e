import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const [samples, classes] = p.shape;
  const truth = t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
  const price = np.sum(truth.multiply(p.log()), 1).negative();
  return price.sum() / samples;
}
