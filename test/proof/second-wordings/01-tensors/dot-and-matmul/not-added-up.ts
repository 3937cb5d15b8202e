import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.shape[0] !== b.shape[0]) throw new Error('the vectors differ in length');
  return np.sum(np.multiply(a, b));
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  const row = np.reshape(x, [1, x.size]);
  return np.multiply(row, A);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
