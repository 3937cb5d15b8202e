import * as np from 'np';

export class Sigmoid {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.y = np.divide(1, np.add(1, np.exp(x)));
    return this.y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.multiply(this.y, np.subtract(np.ones_like(this.y), this.y));
    return np.multiply(dout, slope);
  }
}
