import * as np from 'np';

const h = 1e-4;

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const gradient: number[] = [];
  const at = x.flatten();
  for (let i = 0; i < x.size; i++) {
    const value = at.get([i]);
    at.set([i], value + h);
    const above = f(np.reshape(at, x.shape));
    at.set([i], value - h);
    const rise = above - f(np.reshape(at, x.shape));
    gradient.push(rise / (2 * h));
  }
  return np.reshape(np.array(gradient), x.shape);
}
