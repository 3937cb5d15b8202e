import * as np from 'np';

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  private x = np.array([]);
  private readonly start: [np.NDArray, np.NDArray];

  constructor(W: np.NDArray, b: np.NDArray) {
    this.W = W;
    this.b = b;
    this.start = [np.copy(W), np.copy(b)];
  }

  forward(x: np.NDArray): np.NDArray {
    this.x = x;
    return np.add(np.matmul(x, this.start[0]), this.start[1]);
  }

  backward(dout: np.NDArray): np.NDArray {
    this.dW = np.matmul(this.x.T, dout);
    this.db = np.sum(dout, 0);
    return np.matmul(dout, this.start[0].T);
  }
}
