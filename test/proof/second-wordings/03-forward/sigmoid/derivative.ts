import * as np from 'np';

const squash = (t: number): number => 1 / (1 + Math.exp(-t));

export function sigmoid(x: np.NDArray): np.NDArray {
  const slope = np.zeros([x.size]);
  const values = x.flatten();
  for (let i = 0; i < x.size; i++) {
    const t = values.get([i]);
    slope.set([i], squash(t) * squash(-t));
  }
  return slope.reshape(x.shape);
}
