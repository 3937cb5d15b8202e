import * as np from 'np';

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const steps = np.multiply(np.eye(x.size), 1e-4);
  const slopes = [...steps].map((row) => {
    const step = np.reshape(row, x.shape);
    return (f(np.add(x, step)) - f(np.subtract(x, step))) / 2e-4;
  });
  return np.reshape(np.array(slopes), x.shape);
}
