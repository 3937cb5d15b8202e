import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const e = np.exp(np.negative(np.abs(x)));
  return np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
}
