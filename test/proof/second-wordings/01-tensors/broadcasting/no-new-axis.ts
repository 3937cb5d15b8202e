import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const mean = np.mean(x, 0);
  const spread = np.std(x, 0);
  return np.divide(np.subtract(x, mean), np.where(np.greater(spread, 0), spread, 1));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  const total = np.add(a, b);
  return np.reshape(total, total.shape);
}
