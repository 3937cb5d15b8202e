import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const shifted = x.subtract(x.max());
  const total = np.sum(np.exp(shifted));
  return np.exp(shifted).multiply(1 / total);
}
