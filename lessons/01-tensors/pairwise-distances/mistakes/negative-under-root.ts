import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const lengths = np.add(np.sum(np.square(a), 1, true), np.sum(np.square(b), 1));
  return np.sqrt(np.subtract(lengths, np.multiply(2, np.matmul(a, b.T))));
}
