import * as np from 'np';

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  gradients: np.NDArray[] = [];
  input = np.zeros([1, 1]);

  constructor(weights: np.NDArray, bias: np.NDArray) {
    this.W = weights;
    this.b = bias;
  }

  forward(rows: np.NDArray): np.NDArray {
    this.input = rows;
    return np.matmul(rows, this.W).add(this.b);
  }

  backward(upstream: np.NDArray): np.NDArray {
    this.gradients = [this.input.T.dot(upstream), upstream.sum(0)];
    return np.transpose(np.matmul(this.W, np.transpose(upstream)));
  }
}
