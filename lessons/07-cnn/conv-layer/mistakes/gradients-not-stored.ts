import * as np from 'np';
import { col2im, im2col } from 'kit';

export class Convolution {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  private stride: number;
  private pad: number;
  private inputShape: number[] = [];
  private col = np.array([]);

  constructor(W: np.NDArray, b: np.NDArray, stride = 1, pad = 0) {
    this.W = W;
    this.b = b;
    this.stride = stride;
    this.pad = pad;
  }

  forward(x: np.NDArray): np.NDArray {
    const [FN, , FH, FW] = this.W.shape;
    const [N, , H, W] = x.shape;
    const OH = Math.floor((H + 2 * this.pad - FH) / this.stride) + 1;
    const OW = Math.floor((W + 2 * this.pad - FW) / this.stride) + 1;
    this.inputShape = x.shape;
    this.col = im2col(x, FH, FW, this.stride, this.pad);
    const y = np.add(np.matmul(this.col, np.reshape(this.W, [FN, -1]).T), this.b);
    return np.transpose(np.reshape(y, [N, OH, OW, FN]), [0, 3, 1, 2]);
  }

  backward(dout: np.NDArray): np.NDArray {
    const [FN, , FH, FW] = this.W.shape;
    const dy = np.reshape(np.transpose(dout, [0, 2, 3, 1]), [-1, FN]);
    const dcol = np.matmul(dy, np.reshape(this.W, [FN, -1]));
    return col2im(dcol, this.inputShape, FH, FW, this.stride, this.pad);
  }
}
