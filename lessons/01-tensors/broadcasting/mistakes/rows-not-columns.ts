import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const centred = np.subtract(x, np.mean(x, 1, true));
  const deviation = np.sqrt(np.mean(np.square(centred), 1, true));
  return np.divide(centred, np.where(np.equal(deviation, 0), 1, deviation));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.expand_dims(a, 1), b);
}
