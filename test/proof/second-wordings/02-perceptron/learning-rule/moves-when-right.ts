import * as np from 'np';
import type { Report } from 'kit';

export class Perceptron {
  w = np.zeros([2]);
  b = 0;

  score(x: np.NDArray): np.NDArray {
    const products = np.multiply(x, this.w);
    return np.add(this.b, np.sum(products, 1));
  }

  update(x: np.NDArray, t: number): void {
    const sign = t === 1 ? 1 : -1;
    this.w = np.add(this.w, np.multiply(sign, x));
    this.b = this.b + sign;
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
