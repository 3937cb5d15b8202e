import * as np from 'np';

/** The layer y = 1 / (1 + exp(-x)), entry by entry. */
export class Sigmoid {
  private y = np.array([]);

  /**
   * @param x any shape, entries from -1000 to 1000
   * @returns the same shape, entries from 0 to 1
   */
  forward(x: np.NDArray): np.NDArray {
    const e = np.exp(np.negative(np.abs(x))); // between 0 and 1, so it cannot overflow
    this.y = np.divide(np.where(np.greater_equal(x, 0), 1, e), np.add(e, 1));
    return this.y;
  }

  /**
   * @param dout gradient of the loss for the output of the last forward, same shape as that
   * @returns gradient of the loss for its input, same shape
   */
  backward(dout: np.NDArray): np.NDArray {
    const slope = np.subtract(this.y, np.square(this.y)); // y (1 - y)
    return np.multiply(dout, slope);
  }
}
