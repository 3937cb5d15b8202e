import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const e = np.exp(x);
  return np.divide(e, np.add(e, 1));
}
