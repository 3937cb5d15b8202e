import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  return -np.sum(np.multiply(t, np.log(p))) / p.shape[0];
}
