import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.shape[0] !== b.shape[0]) throw new Error('the vectors differ in length');
  const products = np.multiply(a, b);
  let rest = 0;
  for (let k = products.size - 1; k > 0; k--) rest += products.get([k]);
  return rest;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.matmul(A, x);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  return np.matmul(A, B);
}
