import * as np from 'np';

export class SoftmaxWithLoss {
  error = np.zeros([1, 1]);
  truth = np.zeros([1, 1]);

  forward(scores: np.NDArray, t: np.NDArray): number {
    const [rows, classes] = scores.shape;
    this.truth = t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
    const low = scores.subtract(scores.max(1, true));
    const total = low.exp().sum(1, true);
    this.error = low.exp().divide(total);
    const surprise = np.subtract(np.log(total), low);
    return np.sum(surprise.multiply(this.truth)) / rows;
  }

  backward(dout = 1): np.NDArray {
    this.error = this.error.subtract(this.truth);
    return this.error.multiply(dout).divide(this.error.shape[0]);
  }
}
