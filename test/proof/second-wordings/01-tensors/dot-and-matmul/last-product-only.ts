import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.shape[0] !== b.shape[0]) throw new Error('the vectors differ in length');
  let result = 0;
  let k = 0;
  while (k < b.size) {
    result = b.get([k]) * a.get([k]);
    k += 1;
  }
  return result;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.matmul(A, x);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
