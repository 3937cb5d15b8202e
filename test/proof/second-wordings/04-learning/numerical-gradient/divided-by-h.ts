import * as np from 'np';

export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const step = 1e-4;
  const row = x.copy().ravel();
  const slopes: number[] = [];
  for (let k = 0; k < row.size; k++) {
    const old = row.item(k);
    row.set([k], old + step);
    const right = f(row.reshape(x.shape));
    row.set([k], old - step);
    const left = f(row.reshape(x.shape));
    row.set([k], old);
    slopes.push((right - left) / step);
  }
  return np.array(slopes).reshape(x.shape);
}
