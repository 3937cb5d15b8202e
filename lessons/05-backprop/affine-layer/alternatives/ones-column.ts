import * as np from 'np';

/** The bias is a weight like the others, on an input that is always 1. */
export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  #extended = np.array([]);

  constructor(W: np.NDArray, b: np.NDArray) {
    this.W = W;
    this.b = b;
  }

  forward(x: np.NDArray): np.NDArray {
    this.#extended = np.concatenate([x, np.ones([x.shape[0], 1])], 1);
    return np.matmul(this.#extended, np.concatenate([this.W, np.reshape(this.b, [1, -1])], 0));
  }

  backward(dout: np.NDArray): np.NDArray {
    const gradients = np.transpose(np.matmul(np.transpose(dout), this.#extended));
    this.dW = gradients.slice('0:-1');
    this.db = gradients.slice(-1);
    return np.transpose(np.matmul(this.W, np.transpose(dout)));
  }
}
