import * as np from 'np';

export class SoftmaxWithLoss {
  #gradient = np.array([]);

  forward(x: np.NDArray, t: np.NDArray): number {
    const [N, C] = x.shape;
    this.#gradient = np.zeros([N, C]);
    let loss = 0;
    for (let n = 0; n < N; n++) {
      const row = x.slice(n);
      const label = t.ndim === 1 ? t.get([n]) : np.argmax(t.slice(n));
      const top = np.max(row);
      const logTotal = top + Math.log(np.sum(np.exp(np.subtract(row, top))));
      loss += (logTotal - row.get([label])) / N;
      for (let c = 0; c < C; c++) {
        this.#gradient.set([n, c], (Math.exp(row.get([c]) - logTotal) - (c === label ? 1 : 0)) / N);
      }
    }
    return loss;
  }

  backward(dout = 1): np.NDArray {
    return np.multiply(this.#gradient, dout);
  }
}
