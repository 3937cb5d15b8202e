import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const crossed = np.multiply(-2, np.matmul(a, b.T));
  const left = np.sum(np.multiply(a, a), 1, true);
  return np.add(np.add(crossed, left), np.sum(np.multiply(b, b), 1));
}
