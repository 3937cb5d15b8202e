import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  const shorter = a.size < b.size ? a.size : b.size;
  let result = 0;
  for (let k = shorter - 1; k >= 0; k--) result += b.get([k]) * a.get([k]);
  return result;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.matmul(A, x);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
