import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const middle = np.divide(np.sum(x, 0), x.shape[0] ?? 1);
  return np.add(x, np.negative(middle));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
