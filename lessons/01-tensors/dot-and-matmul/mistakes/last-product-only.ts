import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.size !== b.size) throw new Error(`dot needs equal lengths, got ${a.size} and ${b.size}`);
  let total = 0;
  for (let k = 0; k < a.size; k++) total = a.get([k]) * b.get([k]);
  return total;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.sum(np.multiply(A, x), 1);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
