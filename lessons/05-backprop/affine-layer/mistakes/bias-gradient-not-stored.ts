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
    this.dW = np.matmul(np.transpose(this.x), dout);
    return np.matmul(dout, np.transpose(this.W));
  }
}
