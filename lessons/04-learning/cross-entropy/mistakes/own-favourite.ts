import * as np from 'np';

export function crossEntropy(p: np.NDArray, _t: np.NDArray): number {
  const labels = np.argmax(p, 1);
  const believed = np.take_along_axis(p, np.expand_dims(labels, 1), 1);
  return -np.mean(np.log(np.maximum(believed, 1e-7)));
}
