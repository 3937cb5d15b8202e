import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const difference = np.subtract(np.expand_dims(a.T, 2), np.expand_dims(b.T, 1));
  return np.power(np.sum(np.multiply(difference, difference), 0), 0.5);
}
