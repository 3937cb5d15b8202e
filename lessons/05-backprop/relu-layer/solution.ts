import * as np from 'np';

/** The layer y = max(0, x), entry by entry. */
export class Relu {
  /** Where the last input was positive: there, and only there, the gate is open. */
  private open = np.array([]);

  /**
   * @param x any shape
   * @returns the same shape
   */
  forward(x: np.NDArray): np.NDArray {
    this.open = np.greater(x, 0);
    return np.where(this.open, x, 0);
  }

  /**
   * @param dout gradient of the loss for the output of the last forward, same shape as that
   * @returns gradient of the loss for its input, same shape
   */
  backward(dout: np.NDArray): np.NDArray {
    return np.where(this.open, dout, 0);
  }
}
