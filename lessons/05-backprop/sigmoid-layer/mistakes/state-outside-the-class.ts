import * as np from 'np';

let y = np.array([]);

export class Sigmoid {
  forward(x: np.NDArray): np.NDArray {
    const below = np.exp(np.minimum(x, 0));
    y = np.divide(below, np.add(np.exp(np.negative(np.abs(x))), 1));
    return y;
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.multiply(y, np.subtract(np.ones_like(y), y));
    return np.multiply(dout, slope);
  }
}
