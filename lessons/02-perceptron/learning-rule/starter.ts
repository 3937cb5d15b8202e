import * as np from 'np';
import type { Report } from 'kit';

/** One neuron that learns to tell two classes of points in the plane apart. */
export class Perceptron {
  w = np.zeros([2]);
  b = 0;

  /**
   * How far each point lies on the side of class 1: w · x + b.
   *
   * @param x points, shape (N, 2)
   * @returns scores, shape (N,)
   */
  score(x: np.NDArray): np.NDArray {
    throw new Error('Not written yet');
  }

  /**
   * One step of Rosenblatt's rule: w and b move by (t - y) x and (t - y), where y is the answer before the step.
   *
   * @param x one point, shape (2,)
   * @param t its label, 0 or 1
   */
  update(x: np.NDArray, t: number): void {
    throw new Error('Not written yet');
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
