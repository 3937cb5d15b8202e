import * as np from 'np';

/** The layer y = 1 / (1 + exp(-x)), entry by entry. */
export class Sigmoid {
  private y = np.array([]);

  /**
   * @param x any shape, entries from -1000 to 1000
   * @returns the same shape, entries from 0 to 1
   */
  forward(x: np.NDArray): np.NDArray {
    const below = np.exp(np.minimum(x, 0)); // no exponent is positive, so nothing overflows
    this.y = np.divide(below, np.add(np.exp(np.negative(np.abs(x))), 1));
    return this.y;
  }

  /**
   * @param dout gradient of the loss for the output of the last forward, same shape as that
   * @returns gradient of the loss for its input, same shape
   */
  backward(dout: np.NDArray): np.NDArray {
    const slope = np.multiply(this.y, np.subtract(np.ones_like(this.y), this.y)); // y (1 - y)
    return np.multiply(dout, slope);
  }
}
