import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const [rows = 0, width = 0] = a.shape;
  const difference = np.subtract(np.reshape(a, [rows, 1, width]), np.reshape(b, [1, b.shape[0] ?? 0, width]));
  return np.sqrt(np.sum(np.power(difference, 2), 2));
}
