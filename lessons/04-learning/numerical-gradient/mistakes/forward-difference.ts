import * as np from 'np';

const h = 1e-4;

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const gradient: number[] = [];
  for (let i = 0; i < x.size; i++) {
    const above = x.flatten();
    above.set([i], above.get([i]) + h);
    const rise = f(np.reshape(above, x.shape)) - f(x);
    gradient.push(rise / h);
  }
  return np.reshape(np.array(gradient), x.shape);
}
