import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const shrunk = np.exp(np.multiply(x, -1));
  return np.add(shrunk, 1);
}
