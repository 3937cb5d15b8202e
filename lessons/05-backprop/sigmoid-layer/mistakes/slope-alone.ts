import * as np from 'np';

export class Sigmoid {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    const below = np.exp(np.minimum(x, 0));
    this.y = np.divide(below, np.add(np.exp(np.negative(np.abs(x))), 1));
    return this.y;
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.multiply(this.y, np.subtract(1, this.y));
  }
}
