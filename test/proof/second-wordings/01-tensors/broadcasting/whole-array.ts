import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const spread = np.std(x);
  const middle = np.sum(x) / x.size;
  return np.multiply(np.subtract(x, middle), spread > 0 ? 1 / spread : 1);
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  return np.add(np.reshape(a, [a.size, 1]), np.reshape(b, [1, b.size]));
}
