import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const turned = x.T;
  const spread = np.std(turned, 0);
  const shifted = np.subtract(turned, np.mean(turned, 0));
  return np.divide(shifted, np.where(np.greater(spread, 0), spread, 1)).T;
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
