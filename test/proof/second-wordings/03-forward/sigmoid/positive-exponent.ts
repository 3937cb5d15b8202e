import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const grown = np.exp(x);
  const below = np.add(grown, 1);
  return np.power(below, -1);
}
