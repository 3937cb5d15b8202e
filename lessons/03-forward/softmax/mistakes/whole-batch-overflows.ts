import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const e = np.exp(x);
  return np.divide(e, np.sum(e));
}
