import * as np from 'np';

export class SoftmaxWithLoss {
  private p = np.array([]);
  private t = np.array([]);

  forward(x: np.NDArray, t: np.NDArray): number {
    const shifted = np.subtract(x, np.max(x, 1, true));
    const logP = np.subtract(shifted, np.log(np.sum(np.exp(shifted), 1, true)));
    this.p = np.exp(logP);
    this.t = t.ndim === 2 ? t : np.equal(np.expand_dims(t, 1), np.arange(x.shape[1])).astype(x.dtype);
    return -np.mean(np.sum(np.multiply(this.t, logP), 1));
  }

  backward(dout = 1): np.NDArray {
    return np.multiply(np.subtract(this.p, this.t), dout);
  }
}
