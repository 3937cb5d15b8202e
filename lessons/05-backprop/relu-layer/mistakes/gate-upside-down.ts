import * as np from 'np';

export class Relu {
  private open = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.open = np.greater(x, 0);
    return np.where(this.open, x, 0);
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.where(this.open, 0, dout);
  }
}
