import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const mean = np.mean(x, 0);
  const deviation = np.power(np.mean(np.power(np.subtract(x, mean), 2), 0), 0.5);
  const divisor = np.add(deviation, np.where(np.greater(deviation, 0), 0, 1));
  return np.divide(np.subtract(x, mean), divisor);
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [-1, 1]), np.reshape(b, [1, -1]));
}
