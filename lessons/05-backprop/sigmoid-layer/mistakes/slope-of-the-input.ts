import * as np from 'np';

export class Sigmoid {
  private x = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.x = x;
    const e = np.exp(np.negative(np.abs(x)));
    return np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.subtract(this.x, np.square(this.x));
    return np.multiply(dout, slope);
  }
}
