import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const e = np.exp(np.subtract(x, np.max(x)));
  return np.divide(e, np.sum(e));
}
