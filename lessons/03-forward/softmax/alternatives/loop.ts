import * as np from 'np';

export function softmax(x: np.NDArray): np.NDArray {
  const classes = x.shape[x.shape.length - 1] ?? 1;
  const rows = np.reshape(x, [-1, classes]);
  const p = np.zeros([x.size / classes, classes]);
  for (let i = 0; i < x.size / classes; i++) {
    let highest = -Infinity;
    for (let j = 0; j < classes; j++) highest = Math.max(highest, rows.get([i, j]));
    let total = 0;
    for (let j = 0; j < classes; j++) total += Math.exp(rows.get([i, j]) - highest);
    for (let j = 0; j < classes; j++) p.set([i, j], Math.exp(rows.get([i, j]) - highest) / total);
  }
  return np.reshape(p, x.shape);
}
