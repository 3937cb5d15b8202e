import * as np from 'np';

export class Relu {
  closed = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.closed = np.less_equal(x, 0);
    const y = x.copy();
    y.set(this.closed, 0);
    return y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const dx = dout.copy();
    dx.set(this.closed, 0);
    return dx;
  }
}
