import * as np from 'np';

export function dot(a: np.NDArray, b: np.NDArray): number {
  if (a.size !== b.size) throw new Error(`dot needs equal lengths, got ${a.size} and ${b.size}`);
  let total = 0;
  for (let k = a.size - 1; k >= 0; k--) total = total + b.get([k]) * a.get([k]);
  return total;
}

export function matVec(A: np.NDArray, x: np.NDArray): np.NDArray {
  const [rows = 0, columns = 0] = A.shape;
  const y = np.zeros([rows]);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) y.set([i], y.get([i]) + A.get([i, k]) * x.get([k]));
  }
  return y;
}

export function matMul(A: np.NDArray, B: np.NDArray): np.NDArray {
  const [rows = 0, inner = 0] = A.shape;
  const columns = B.shape[1] ?? 0;
  const C = np.zeros([rows, columns]);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += A.get([i, k]) * B.get([k, j]);
      C.set([i, j], total);
    }
  }
  return C;
}
