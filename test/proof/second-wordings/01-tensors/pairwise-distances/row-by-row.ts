import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const gap = np.subtract(a, b);
  const squares = np.sum(np.multiply(gap, gap), 1);
  return np.power(squares, 0.5);
}
