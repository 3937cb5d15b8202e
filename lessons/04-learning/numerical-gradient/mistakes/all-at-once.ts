import * as np from 'np';

const h = 1e-4;

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const rise = f(np.add(x, h)) - f(np.subtract(x, h));
  return np.full(x.shape, rise / (2 * h));
}
