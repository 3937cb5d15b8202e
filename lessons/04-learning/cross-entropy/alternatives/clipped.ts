import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const right = t.ndim === 2 ? np.greater(t, 0.5) : np.equal(t.reshape(-1, 1), np.arange(p.shape[1]));
  return np.mean(np.negative(np.log(np.clip(np.bindex(p, right), 1e-7, 1))));
}
