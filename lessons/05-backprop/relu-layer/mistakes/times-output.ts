import * as np from 'np';

export class Relu {
  private open = np.array([]);
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.open = np.greater(x, 0);
    this.y = np.where(this.open, x, 0);
    return this.y;
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.multiply(dout, this.y);
  }
}
