import * as np from 'np';

export function sigmoid(x: np.NDArray): np.NDArray {
  const flat = x.flatten();
  for (let i = 0; i < x.size; i++) {
    const value = flat.get([i]);
    flat.set([i], 1 / (1 + Math.exp(-value)));
  }
  return np.reshape(flat, x.shape);
}
