import * as np from 'np';

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const step = 1e-4;
  const gradient = np.zeros_like(x);
  const slope = (f(np.add(x, step)) - f(np.add(x, -step))) / 2 / step;
  gradient.fill(slope);
  return gradient;
}
