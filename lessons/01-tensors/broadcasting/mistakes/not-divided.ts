import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  return np.subtract(x, np.mean(x, 0, true));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.expand_dims(a, 1), b);
}
