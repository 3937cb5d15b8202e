import * as np from 'np';

export function standardize(x: np.NDArray): np.NDArray {
  const [rows = 0, columns = 0] = x.shape;
  const z = np.zeros([rows, columns]);
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += x.get([i, j]) / rows;
    let variance = 0;
    for (let i = 0; i < rows; i++) variance += (x.get([i, j]) - mean) ** 2 / rows;
    for (let i = 0; i < rows; i++) z.set([i, j], variance < 1e-20 ? 0 : (x.get([i, j]) - mean) / Math.sqrt(variance));
  }
  return z;
}

export function outerSum(a: np.NDArray, b: np.NDArray): np.NDArray {
  const table = np.zeros([a.size, b.size]);
  for (let i = 0; i < a.size; i++) {
    for (let j = 0; j < b.size; j++) table.set([i, j], a.get([i]) + b.get([j]));
  }
  return table;
}
