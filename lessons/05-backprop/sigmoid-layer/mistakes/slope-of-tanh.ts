import * as np from 'np';

export class Sigmoid {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    const e = np.exp(np.negative(np.abs(x)));
    this.y = np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
    return this.y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.subtract(1, np.square(this.y));
    return np.multiply(dout, slope);
  }
}
