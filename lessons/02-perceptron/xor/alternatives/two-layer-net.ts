import * as np from 'np';

const W1 = np.array([
  [1, 1],
  [1, 1],
]);
const b1 = np.array([-0.6, -1.4]);
const w2 = np.array([1, -1]);

export function XOR(x1: number, x2: number): number {
  const sums = np.add(np.matmul(np.array([x1, x2]), W1), b1);
  const s = np.where(np.greater(sums, 0), 1, 0);
  return np.sum(np.multiply(s, w2)) > 0 ? 1 : 0;
}
