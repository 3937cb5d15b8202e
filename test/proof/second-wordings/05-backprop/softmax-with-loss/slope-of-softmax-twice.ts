import * as np from 'np';

function oneHotRows(t: np.NDArray, classes: number): np.NDArray {
  return t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
}

export class SoftmaxWithLoss {
  truth = np.zeros([1, 1]);
  belief = np.zeros([1, 1]);

  forward(scores: np.NDArray, t: np.NDArray): number {
    const [rows, classes] = scores.shape;
    this.truth = oneHotRows(t, classes);
    const low = scores.subtract(scores.max(1, true));
    const total = low.exp().sum(1, true);
    this.belief = low.exp().divide(total);
    const surprise = np.subtract(np.log(total), low);
    return np.sum(surprise.multiply(this.truth)) / rows;
  }

  backward(dout = 1): np.NDArray {
    const rows = this.belief.shape[0];
    const error = this.belief.subtract(this.truth);
    const slope = this.belief.subtract(np.square(this.belief));
    return error.multiply(slope).multiply(dout).divide(rows);
  }
}
