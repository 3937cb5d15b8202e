import * as np from 'np';

const h = 1e-4;

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const gradient = np.zeros(x.shape);
  for (let i = 0; i < x.shape[0]; i++) {
    const above = x.copy();
    const below = x.copy();
    above.set([i], np.add(above.slice(i), h));
    below.set([i], np.subtract(below.slice(i), h));
    const rise = f(above) - f(below);
    gradient.set([i], rise / (2 * h));
  }
  return gradient;
}
