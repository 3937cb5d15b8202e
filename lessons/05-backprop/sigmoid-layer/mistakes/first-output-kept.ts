import * as np from 'np';

export class Sigmoid {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    const below = np.exp(np.minimum(x, 0));
    const y = np.divide(below, np.add(np.exp(np.negative(np.abs(x))), 1));
    if (this.y.size === 0) this.y = y;
    return y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.multiply(this.y, np.subtract(np.ones_like(this.y), this.y));
    return np.multiply(dout, slope);
  }
}
