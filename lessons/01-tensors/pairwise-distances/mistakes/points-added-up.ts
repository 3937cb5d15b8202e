import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const difference = np.subtract(np.expand_dims(a, 1), b);
  return np.sqrt(np.sum(np.square(difference), 1));
}
