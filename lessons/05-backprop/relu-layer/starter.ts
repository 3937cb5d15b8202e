import * as np from 'np';

/** The layer y = max(0, x), entry by entry. */
export class Relu {
  /**
   * @param x any shape
   * @returns the same shape
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
