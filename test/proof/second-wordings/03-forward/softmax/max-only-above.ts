import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const below = np.sum(np.exp(x), -1, true);
  const highest = np.max(x, -1, true);
  const above = np.exp(np.subtract(x, highest));
  return np.divide(above, below);
}
