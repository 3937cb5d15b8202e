import * as np from 'np';

export class SoftmaxWithLoss {
  probabilities = np.array([]);
  labels = np.array([]);

  forward(x: np.NDArray, t: np.NDArray): number {
    this.labels = t.ndim === 1 ? t : np.argmax(t, 1);
    const highest = np.max(x, 1, true);
    const total = np.sum(np.exp(np.subtract(x, highest)), 1, true);
    this.probabilities = np.divide(np.exp(np.subtract(x, highest)), total);
    const right = np.take_along_axis(np.subtract(x, highest), np.expand_dims(this.labels, 1), 1);
    return np.mean(np.subtract(np.log(total), right));
  }

  backward(dout = 1): np.NDArray {
    const dx = this.probabilities.copy();
    const rows = dx.shape[0];
    for (let n = 0; n < rows; n++) {
      const label = this.labels.get([n]);
      dx.set([n, label], dx.get([n, label]) - 1);
    }
    return np.divide(np.multiply(dx, dout), rows);
  }
}
