import { im2col, col2im } from 'kit';
import * as np from 'np';

export class Convolution {
  W: np.NDArray;
  b: np.NDArray;
  step: number;
  border: number;
  dW: np.NDArray;
  db: np.NDArray;
  kept: { windows: np.NDArray; shape: number[] } | null = null;

  constructor(W: np.NDArray, b: np.NDArray, stride = 1, pad = 0) {
    this.W = W;
    this.b = b;
    this.step = stride;
    this.border = pad;
    this.dW = np.zeros(W.shape);
    this.db = np.zeros(b.shape);
  }

  places(length: number, window: number): number {
    return 1 + Math.floor((length - window + this.border * 2) / this.step);
  }

  forward(x: np.NDArray): np.NDArray {
    const [count, , height, width] = x.shape;
    const [filters, , tall, wide] = this.W.shape;
    const windows = im2col(x, tall, wide, this.step, this.border);
    this.kept = { windows, shape: x.shape };
    const flat = this.W.reshape(filters, -1);
    const sums = np.matmul(flat, windows.T);
    const maps = sums.reshape(filters, count, this.places(height, tall), this.places(width, wide));
    return np.swapaxes(maps, 0, 1).copy();
  }

  backward(dout: np.NDArray): np.NDArray {
    if (this.kept === null) throw new Error('forward first');
    const { windows, shape } = this.kept;
    const [filters, , tall, wide] = this.W.shape;
    const flow = np.swapaxes(dout, 0, 1).reshape(filters, -1);
    this.db = flow.sum(1);
    this.dW = np.matmul(flow, windows).reshape(this.W.shape);
    const back = np.matmul(flow.T, this.W.reshape(filters, -1));
    return col2im(back, shape, tall, wide, this.step, this.border);
  }
}
