import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const gap = np.subtract(b, a);
  const squares = np.sum(np.multiply(gap, gap), 1);
  return np.power(squares, 0.5);
}
