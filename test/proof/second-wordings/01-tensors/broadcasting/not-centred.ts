import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const spread = np.std(x, 0);
  return np.multiply(x, np.divide(1, np.where(np.greater(spread, 0), spread, 1)));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
