import * as np from 'np';

export class Sigmoid {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    const e = np.exp(np.negative(np.abs(x)));
    const y = np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
    if (this.y.size === 0) this.y = y;
    return y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.subtract(this.y, np.square(this.y));
    return np.multiply(dout, slope);
  }
}
