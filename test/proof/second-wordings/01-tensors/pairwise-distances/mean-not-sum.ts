import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const block = np.subtract(np.reshape(a, [a.shape[0] ?? 0, 1, a.shape[1] ?? 0]), np.expand_dims(b, 0));
  const squares = np.power(block, 2);
  return np.power(np.mean(squares, 2), 0.5);
}
