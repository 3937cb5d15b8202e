import * as np from 'np';

/** The layer y = x W + b, with weights W of shape (D, M) and biases b of shape (M,). */
export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  /** Gradient for W, shape (D, M): written by `backward`. */
  dW = np.array([]);
  /** Gradient for b, shape (M,): written by `backward`. */
  db = np.array([]);
  private x = np.array([]);

  constructor(W: np.NDArray, b: np.NDArray) {
    this.W = W;
    this.b = b;
  }

  /**
   * @param x one input per row, shape (N, D)
   * @returns one output per row, shape (N, M)
   */
  forward(x: np.NDArray): np.NDArray {
    this.x = x;
    return np.add(np.matmul(x, this.W), this.b);
  }

  /**
   * Stores the gradients for W and b in `dW` and `db`.
   *
   * @param dout gradient of the loss for the output of the last forward, shape (N, M)
   * @returns gradient of the loss for its input, shape (N, D)
   */
  backward(dout: np.NDArray): np.NDArray {
    this.dW = np.matmul(np.transpose(this.x), dout);
    this.db = np.sum(dout, 0); // b was added to every row
    return np.matmul(dout, np.transpose(this.W));
  }
}
