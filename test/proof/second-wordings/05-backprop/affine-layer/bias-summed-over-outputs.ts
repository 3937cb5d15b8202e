import * as np from 'np';

export class Affine {
  dW: np.NDArray;
  db: np.NDArray;
  W: np.NDArray;
  b: np.NDArray;
  input: np.NDArray | null = null;

  constructor(weights: np.NDArray, bias: np.NDArray) {
    this.W = weights;
    this.b = bias;
    this.dW = np.zeros(weights.shape);
    this.db = np.zeros(bias.shape);
  }

  forward(rows: np.NDArray): np.NDArray {
    this.input = rows;
    const products = np.matmul(rows, this.W);
    return products.add(this.b);
  }

  backward(upstream: np.NDArray): np.NDArray {
    if (this.input === null) throw new Error('nothing to go back through');
    const turned = np.transpose(this.input);
    this.dW = np.matmul(turned, upstream);
    this.db = upstream.sum(-1);
    const back = np.matmul(upstream, np.transpose(this.W));
    return back;
  }
}
