import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.size !== b.size) throw new Error(`dot needs equal lengths, got ${a.size} and ${b.size}`);
  return np.sum(np.multiply(a, b));
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  return np.matmul(A, x);
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  const products = np.multiply(np.expand_dims(A, 2), np.expand_dims(B, 0));
  return np.sum(products, 1);
}
