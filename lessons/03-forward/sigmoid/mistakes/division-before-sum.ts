import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  return np.add(np.divide(1, 1), np.exp(np.negative(x)));
}
