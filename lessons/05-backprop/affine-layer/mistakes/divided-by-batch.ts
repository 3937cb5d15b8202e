import * as np from 'np';

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  private x = np.array([]);

  constructor(W: np.NDArray, b: np.NDArray) {
    this.W = W;
    this.b = b;
  }

  forward(x: np.NDArray): np.NDArray {
    this.x = x;
    return np.add(np.matmul(x, this.W), this.b);
  }

  backward(dout: np.NDArray): np.NDArray {
    const [N] = dout.shape;
    this.dW = np.divide(np.matmul(this.x.T, dout), N);
    this.db = np.divide(np.sum(dout, 0), N);
    return np.matmul(dout, this.W.T);
  }
}
