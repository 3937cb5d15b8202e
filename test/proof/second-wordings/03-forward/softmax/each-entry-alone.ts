import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const half = np.tanh(np.multiply(x, 0.5));
  return np.multiply(np.add(half, 1), 0.5);
}
