import * as np from 'np';

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW: np.NDArray;
  db: np.NDArray;
  input = np.zeros([1, 1]);

  constructor(weights: np.NDArray, bias: np.NDArray) {
    this.W = weights;
    this.b = bias;
    this.dW = np.zeros(weights.shape);
    this.db = np.zeros(bias.shape);
  }

  forward(rows: np.NDArray): np.NDArray {
    this.input = rows;
    return np.matmul(rows, this.W).add(this.b);
  }

  backward(upstream: np.NDArray): np.NDArray {
    np.copyto(this.dW, this.dW.add(this.input.T.dot(upstream)));
    this.db = upstream.sum(0);
    return np.transpose(np.matmul(this.W, np.transpose(upstream)));
  }
}
