import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  return np.multiply(0.5, np.add(1, np.tanh(np.divide(x, 2))));
}
