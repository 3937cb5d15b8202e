import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const last = x.shape.length - 1;
  const weights = np.exp(x);
  const total = np.expand_dims(np.sum(weights, last), last);
  return np.divide(weights, total);
}
