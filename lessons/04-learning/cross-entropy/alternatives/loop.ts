import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  let total = 0;
  const [N] = p.shape;
  for (let n = 0; n < N; n++) {
    const label = t.ndim === 2 ? np.argmax(t.slice(n)) : t.get([n]);
    total -= Math.log(Math.max(p.get([n, label]), 1e-7));
  }
  return total / N;
}
