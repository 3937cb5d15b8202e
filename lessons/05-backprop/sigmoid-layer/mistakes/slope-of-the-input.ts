import * as np from 'np';

export class Sigmoid {
  private x = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.x = x;
    const below = np.exp(np.minimum(x, 0));
    return np.divide(below, np.add(np.exp(np.negative(np.abs(x))), 1));
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.multiply(this.x, np.subtract(np.ones_like(this.x), this.x));
    return np.multiply(dout, slope);
  }
}
