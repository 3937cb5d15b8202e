import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const far = np.power(np.sum(np.multiply(a, a), 1, true), 0.5);
  const near = np.power(np.sum(np.multiply(b, b), 1), 0.5);
  return np.maximum(np.subtract(far, near), np.subtract(near, far));
}
