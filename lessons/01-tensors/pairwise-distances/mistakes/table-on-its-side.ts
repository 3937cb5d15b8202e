import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const difference = np.subtract(np.expand_dims(b, 1), a);
  return np.sqrt(np.sum(np.square(difference), -1));
}
