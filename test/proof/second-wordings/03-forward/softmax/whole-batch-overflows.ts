import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const powers = x.exp();
  const total = powers.sum();
  return powers.multiply(1).divide(total);
}
