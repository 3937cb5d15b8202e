import * as np from 'np';

/** y = (1 + tanh(x / 2)) / 2, whose slope is (1 - tanh(x / 2)^2) / 4. */
export class Sigmoid {
  #half = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.#half = np.divide(x, 2);
    return np.divide(np.add(1, np.tanh(this.#half)), 2);
  }

  backward(dout: np.NDArray): np.NDArray {
    const slope = np.divide(np.subtract(1, np.square(np.tanh(this.#half))), 4);
    return np.multiply(slope, dout);
  }
}
