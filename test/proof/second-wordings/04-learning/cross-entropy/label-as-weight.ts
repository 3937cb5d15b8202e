import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const samples = p.shape[0];
  const safe = np.clip(p, 1e-7, 1);
  const price = np.multiply(t, safe.log()).negative();
  return price.sum() / samples;
}
