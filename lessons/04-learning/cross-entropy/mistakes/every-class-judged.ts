import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const y = t.ndim === 2 ? t : np.equal(np.expand_dims(t, 1), np.arange(p.shape[1])).astype(p.dtype);
  const right = np.multiply(y, np.log(np.maximum(p, 1e-7)));
  const wrong = np.multiply(np.subtract(1, y), np.log(np.maximum(np.subtract(1, p), 1e-7)));
  return -np.mean(np.sum(np.add(right, wrong), 1));
}
