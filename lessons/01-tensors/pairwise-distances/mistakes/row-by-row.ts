import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.sqrt(np.sum(np.square(np.subtract(a, b)), -1));
}
