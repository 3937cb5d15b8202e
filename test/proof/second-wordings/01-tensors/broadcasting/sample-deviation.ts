import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const samples = x.shape[0] ?? 1;
  const bessel = samples > 1 ? Math.sqrt(samples / (samples - 1)) : 1;
  const spread = np.multiply(np.std(x, 0), bessel);
  return np.divide(np.subtract(x, np.mean(x, 0)), np.where(np.greater(spread, 0), spread, 1));
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
