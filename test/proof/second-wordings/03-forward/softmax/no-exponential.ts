import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const last = x.shape.length - 1;
  const share = np.expand_dims(np.sum(x, last), last);
  return np.divide(x, share);
}
