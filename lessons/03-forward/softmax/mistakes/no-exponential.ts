import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  return np.divide(x, np.sum(x, -1, true));
}
