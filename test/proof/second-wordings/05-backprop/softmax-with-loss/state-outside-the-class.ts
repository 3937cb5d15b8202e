import * as np from 'np';

export class SoftmaxWithLoss {
  static truth = np.zeros([1, 1]);
  static belief = np.zeros([1, 1]);

  forward(scores: np.NDArray, t: np.NDArray): number {
    const [rows, classes] = scores.shape;
    SoftmaxWithLoss.truth = t.ndim === 1 ? np.take(np.eye(classes), t, 0) : t;
    const low = scores.subtract(scores.max(1, true));
    const total = low.exp().sum(1, true);
    SoftmaxWithLoss.belief = low.exp().divide(total);
    const surprise = np.subtract(np.log(total), low);
    return np.sum(surprise.multiply(SoftmaxWithLoss.truth)) / rows;
  }

  backward(dout = 1): np.NDArray {
    const { belief, truth } = SoftmaxWithLoss;
    return belief.subtract(truth).multiply(dout).divide(belief.shape[0]);
  }
}
