import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const spread = np.std(x, 0);
  const power = np.multiply(spread, spread);
  const shifted = np.subtract(x, np.mean(x, 0));
  return np.divide(shifted, np.where(np.greater(power, 0), power, 1));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
