import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.shape[0] !== b.shape[0]) throw new Error('the vectors differ in length');
  let left = 0;
  let right = 0;
  for (let k = 0; k < a.size; k++) {
    left += a.get([k]);
    right += b.get([k]);
  }
  return left * right;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.matmul(A, x);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
