import * as np from 'np';

export function AND(x1: number, x2: number): number {
  const x = np.array([x1, x2]);
  const w = np.array([1, 1]);
  const b = -1.4;
  return np.sum(np.multiply(w, x)) + b > 0 ? 1 : 0;
}
