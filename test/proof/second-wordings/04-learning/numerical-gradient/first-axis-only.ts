import * as np from 'np';

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const step = 1e-4;
  const result = x.copy();
  const [count] = x.shape;
  for (let k = 0; k < count; k++) {
    const shift = np.zeros(x.shape);
    shift.set([k], step);
    const slope = (f(np.add(x, shift)) - f(np.subtract(x, shift))) / (2 * step);
    result.set([k], slope);
  }
  return result;
}
