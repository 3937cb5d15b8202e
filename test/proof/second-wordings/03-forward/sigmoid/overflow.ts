import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const numerator = np.exp(x);
  const denominator = np.add(1, np.exp(x));
  return np.divide(numerator, denominator);
}
