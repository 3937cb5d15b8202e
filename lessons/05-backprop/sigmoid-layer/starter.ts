import * as np from 'np';

/** The layer y = 1 / (1 + exp(-x)), entry by entry. */
export class Sigmoid {
  /**
   * @param x any shape, entries from -1000 to 1000
   * @returns the same shape, entries from 0 to 1
   */
  forward(x: np.NDArray): np.NDArray {
    throw new Error('Not written yet');
  }

  /**
   * @param dout gradient of the loss for the output of the last forward, same shape as that
   * @returns gradient of the loss for its input, same shape
   */
  backward(dout: np.NDArray): np.NDArray {
    throw new Error('Not written yet');
  }
}
