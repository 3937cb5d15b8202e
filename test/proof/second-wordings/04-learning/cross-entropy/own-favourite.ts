import * as np from 'np';

export function crossEntropy(p: np.NDArray, _: np.NDArray): number {
  const samples = p.shape[0];
  const safe = np.clip(p, 1e-7, 1);
  const price = safe.max(1).log().negative();
  return price.sum() / samples;
}
