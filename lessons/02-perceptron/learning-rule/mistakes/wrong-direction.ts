import * as np from 'np';
import type { Report } from 'kit';

export class Perceptron {
  w = np.zeros([2]);
  b = 0;

  score(x: np.NDArray): np.NDArray {
    return np.add(np.matmul(x, this.w), this.b);
  }

  update(x: np.NDArray, t: number): void {
    const y = np.sum(np.multiply(this.w, x)) + this.b > 0 ? 1 : 0;
    this.w = np.subtract(this.w, np.multiply(x, t - y));
    this.b -= t - y;
  }

  /** Shows the points one by one, all of them `epochs` times. */
  fit(x: np.NDArray, t: np.NDArray, epochs: number, report?: Report): void {
    let step = 0;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let i = 0; i < t.size; i++) {
        this.update(x.slice(i), t.get([i]));
        report?.(++step, (points) => this.score(points));
      }
    }
  }
}
