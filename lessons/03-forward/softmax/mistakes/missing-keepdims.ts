import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const e = np.exp(np.subtract(x, np.max(x, -1, true)));
  return np.divide(e, np.sum(e, -1));
}
