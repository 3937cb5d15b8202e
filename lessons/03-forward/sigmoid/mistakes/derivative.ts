import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const e = np.exp(np.negative(np.abs(x)));
  const s = np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
  return np.multiply(s, np.subtract(1, s));
}
