import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const [N, C] = p.shape;
  const y = t.ndim === 1 ? np.take(np.eye(C), t, 0) : t;
  return -np.sum(np.multiply(y, np.log(np.add(p, 1e-7)))) / N;
}
