import * as np from 'np';

/** Softmax and mean cross-entropy in one layer, the last of a classifier. */
export class SoftmaxWithLoss {
  private p = np.array([]);
  private t = np.array([]);

  /**
   * @param x scores, shape (N, C), entries from -1000 to 1000
   * @param t the right classes: labels of shape (N,), or one-hot rows of shape (N, C)
   * @returns the cross-entropy, averaged over the N rows
   */
  forward(x: np.NDArray, t: np.NDArray): number {
    const shifted = np.subtract(x, np.max(x, 1, true));
    const logP = np.subtract(shifted, np.log(np.sum(np.exp(shifted), 1, true)));
    this.p = np.exp(logP);
    this.t = t.ndim === 2 ? t : np.equal(np.expand_dims(t, 1), np.arange(x.shape[1])).astype(x.dtype);
    return -np.mean(np.sum(np.multiply(this.t, logP), 1));
  }

  /**
   * @param dout gradient of whatever follows for this loss: 1 if nothing does
   * @returns gradient for the scores of the last forward, shape (N, C)
   */
  backward(dout = 1): np.NDArray {
    const [N] = this.p.shape;
    return np.multiply(np.subtract(this.p, this.t), dout / N);
  }
}
