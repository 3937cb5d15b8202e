import * as np from 'np';

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  static input = np.zeros([1, 1]);

  constructor(weights: np.NDArray, bias: np.NDArray) {
    this.W = weights;
    this.b = bias;
  }

  forward(rows: np.NDArray): np.NDArray {
    Affine.input = rows.copy();
    return np.matmul(rows, this.W).add(this.b);
  }

  backward(upstream: np.NDArray): np.NDArray {
    this.dW = Affine.input.T.dot(upstream);
    this.db = upstream.sum(0);
    return np.transpose(np.matmul(this.W, np.transpose(upstream)));
  }
}
