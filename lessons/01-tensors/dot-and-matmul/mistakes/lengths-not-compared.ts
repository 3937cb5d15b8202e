import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  let total = 0;
  for (let k = 0; k < Math.min(a.size, b.size); k++) total += a.get([k]) * b.get([k]);
  return total;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.sum(np.multiply(A, x), 1);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
