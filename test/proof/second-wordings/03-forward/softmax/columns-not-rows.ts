import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const scores = np.subtract(x, np.max(x, 0));
  const weights = np.exp(scores);
  const total = np.sum(weights, 0);
  return np.divide(weights, total);
}
