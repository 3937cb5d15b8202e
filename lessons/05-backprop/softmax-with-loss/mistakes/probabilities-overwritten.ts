import * as np from 'np';

export class SoftmaxWithLoss {
  private p = np.array([]);
  private labels = np.array([], 'int32');

  forward(x: np.NDArray, t: np.NDArray): number {
    const shifted = np.subtract(x, np.max(x, 1, true));
    const logP = np.subtract(shifted, np.log(np.sum(np.exp(shifted), 1, true)));
    this.p = np.exp(logP);
    this.labels = t.ndim === 2 ? np.argmax(t, 1) : t;
    return -np.mean(np.take_along_axis(logP, np.expand_dims(this.labels, 1), 1));
  }

  backward(dout = 1): np.NDArray {
    const dx = this.p;
    const [N] = dx.shape;
    for (let n = 0; n < N; n++) {
      const right = [n, this.labels.get([n])];
      dx.set(right, dx.get(right) - 1);
    }
    return np.multiply(dx, dout / N);
  }
}
