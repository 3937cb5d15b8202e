import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const highest = np.max(x);
  const shifted = np.add(x, -highest);
  const weights = np.exp(shifted);
  return np.divide(weights, np.expand_dims(np.sum(weights, -1), -1));
}
