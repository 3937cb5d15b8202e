import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const squaresA = np.sum(np.square(a), 1, true);
  const squaresB = np.sum(np.square(b), 1);
  const squared = np.subtract(np.add(squaresA, squaresB), np.multiply(2, np.matmul(a, b.T)));
  return np.sqrt(np.maximum(squared, 0));
}
