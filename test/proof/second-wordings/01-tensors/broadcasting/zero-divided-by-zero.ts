import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const middle = np.mean(x, 0);
  const spread = np.std(x, 0);
  return np.divide(np.subtract(x, middle), spread);
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
