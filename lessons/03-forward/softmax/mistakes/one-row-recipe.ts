import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const e = np.exp(np.subtract(x, np.max(x)));
  return np.divide(e, np.sum(e));
}
