import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const last = x.shape.length - 1;
  const shifted = np.subtract(x, np.expand_dims(np.max(x, last), last));
  const total = np.sum(np.exp(shifted), last);
  return np.divide(np.exp(shifted), total);
}
