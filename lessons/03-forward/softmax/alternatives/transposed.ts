import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const columns = x.T;
  const e = np.exp(np.subtract(columns, np.max(columns, 0)));
  return np.divide(e, np.sum(e, 0)).T;
}
