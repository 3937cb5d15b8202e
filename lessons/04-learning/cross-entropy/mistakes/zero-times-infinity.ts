import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const y = t.ndim === 2 ? t : np.equal(np.expand_dims(t, 1), np.arange(p.shape[1])).astype(p.dtype);
  return -np.mean(np.sum(np.multiply(y, np.log(p)), 1));
}
