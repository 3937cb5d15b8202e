import * as np from 'np';

let input = np.array([]);

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);

  constructor(W: np.NDArray, b: np.NDArray) {
    this.W = W;
    this.b = b;
  }

  forward(x: np.NDArray): np.NDArray {
    input = x;
    return np.add(np.matmul(x, this.W), this.b);
  }

  backward(dout: np.NDArray): np.NDArray {
    this.dW = np.matmul(np.transpose(input), dout);
    this.db = np.sum(dout, 0);
    return np.matmul(dout, np.transpose(this.W));
  }
}
