import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const m = np.max(x, -1, true);
  const total = np.sum(np.exp(np.subtract(x, m)), -1, true);
  return np.exp(np.subtract(x, np.add(m, np.log(total))));
}
