import * as np from 'np';

export class Sigmoid {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    const e = np.exp(np.negative(np.abs(x)));
    this.y = np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
    return this.y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const s = np.divide(1, np.add(1, np.exp(np.negative(this.y))));
    const slope = np.multiply(s, np.subtract(1, s));
    return np.multiply(dout, slope);
  }
}
