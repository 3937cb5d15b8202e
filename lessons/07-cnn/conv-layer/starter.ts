import * as np from 'np';
import { col2im, im2col } from 'kit';

/** A layer of filters that slide over images: W has shape (FN, C, FH, FW), b has shape (FN,). */
export class Convolution {
  W: np.NDArray;
  b: np.NDArray;
  /** Gradient for W, in its shape: written by `backward`. */
  dW = np.array([]);
  /** Gradient for b, in its shape: written by `backward`. */
  db = np.array([]);
  private stride: number;
  private pad: number;

  constructor(W: np.NDArray, b: np.NDArray, stride = 1, pad = 0) {
    this.W = W;
    this.b = b;
    this.stride = stride;
    this.pad = pad;
  }

  /**
   * @param x images, shape (N, C, H, W)
   * @returns one map per filter, shape (N, FN, OH, OW)
   */
  forward(x: np.NDArray): np.NDArray {
    throw new Error('Not written yet');
  }

  /**
   * Stores the gradients for W and b in `dW` and `db`.
   *
   * @param dout gradient of the loss for the output of the last forward, shape (N, FN, OH, OW)
   * @returns gradient of the loss for its input, shape (N, C, H, W)
   */
  backward(dout: np.NDArray): np.NDArray {
    throw new Error('Not written yet');
  }
}
