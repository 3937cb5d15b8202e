import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const twice = np.divide(2, np.add(1, np.exp(np.multiply(-2, x))));
  return np.subtract(twice, 1);
}
