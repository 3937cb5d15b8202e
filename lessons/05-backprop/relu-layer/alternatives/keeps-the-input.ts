import * as np from 'np';

export class Relu {
  x: np.NDArray | undefined;

  forward(x: np.NDArray): np.NDArray {
    this.x = x;
    return np.maximum(0, x);
  }

  backward(dout: np.NDArray): np.NDArray {
    if (!this.x) throw new Error('backward comes after forward');
    return np.multiply(dout, np.greater(this.x, 0));
  }
}
