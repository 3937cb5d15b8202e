import * as np from 'np';

/** Softmax and mean cross-entropy in one layer, the last of a classifier. */
export class SoftmaxWithLoss {
  /**
   * @param x scores, shape (N, C), entries from -1000 to 1000
   * @param t the right classes: labels of shape (N,), or one-hot rows of shape (N, C)
   * @returns the cross-entropy, averaged over the N rows
   */
  forward(x: np.NDArray, t: np.NDArray): number {
    throw new Error('Not written yet');
  }

  /**
   * @param dout gradient of whatever follows for this loss: 1 if nothing does
   * @returns gradient for the scores of the last forward, shape (N, C)
   */
  backward(dout = 1): np.NDArray {
    throw new Error('Not written yet');
  }
}
