import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const prices = np.log(p).multiply(t).sum(1);
  return np.mean(prices.negative());
}
