import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  return np.divide(1, np.add(1, np.exp(x)));
}
