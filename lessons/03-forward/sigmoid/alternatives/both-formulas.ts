import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const right = np.divide(1, np.add(1, np.exp(np.negative(x))));
  const e = np.exp(np.minimum(x, 0));
  return np.where(np.less(x, 0), np.divide(e, np.add(e, 1)), right);
}
