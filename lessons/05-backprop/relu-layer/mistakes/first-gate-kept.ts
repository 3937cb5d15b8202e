import * as np from 'np';

export class Relu {
  private open = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    if (this.open.size === 0) this.open = np.greater(x, 0);
    return np.maximum(x, 0);
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.where(this.open, dout, 0);
  }
}
