import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const shifted = np.exp(np.add(x, np.negative(np.max(x))));
  const total = np.sum(shifted);
  return np.divide(shifted, total);
}
