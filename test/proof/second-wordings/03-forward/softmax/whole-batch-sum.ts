import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const last = x.shape.length - 1;
  const highest = np.max(x, last, true);
  const weights = np.exp(np.add(x, np.negative(highest)));
  return np.multiply(weights, 1 / np.sum(weights));
}
