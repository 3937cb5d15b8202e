import * as np from 'np';

let open = np.array([]);

export class Relu {
  forward(x: np.NDArray): np.NDArray {
    open = np.greater(x, 0);
    return np.where(open, x, 0);
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.where(open, dout, 0);
  }
}
