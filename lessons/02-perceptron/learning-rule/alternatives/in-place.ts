import * as np from 'np';
import type { Report } from 'kit';

export class Perceptron {
  w = np.zeros([2]);
  b = 0;

  score(x: np.NDArray): np.NDArray {
    const scores = np.zeros([x.shape[0] ?? 0]);
    for (let i = 0; i < scores.size; i++) scores.set([i], this.of(x.get([i, 0]), x.get([i, 1])));
    return scores;
  }

  of(first: number, second: number): number {
    return this.w.get([0]) * first + this.w.get([1]) * second + this.b;
  }

  update(x: np.NDArray, t: number): void {
    const error = t - (this.of(x.get([0]), x.get([1])) > 0 ? 1 : 0);
    for (let k = 0; k < 2; k++) this.w.set([k], this.w.get([k]) + error * x.get([k]));
    this.b += error;
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
