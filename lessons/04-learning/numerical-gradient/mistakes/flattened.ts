import * as np from 'np';

const h = 1e-4;

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const gradient: number[] = [];
  for (let i = 0; i < x.size; i++) {
    const above = x.flatten();
    const below = x.flatten();
    above.set([i], above.get([i]) + h);
    below.set([i], below.get([i]) - h);
    const rise = f(np.reshape(above, x.shape)) - f(np.reshape(below, x.shape));
    gradient.push(rise / (2 * h));
  }
  return np.array(gradient);
}
