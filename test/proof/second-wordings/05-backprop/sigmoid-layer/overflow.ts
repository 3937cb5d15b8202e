import * as np from 'np';

const squash = (v: np.NDArray) => np.exp(v).divide(np.exp(v).add(1));

export class Sigmoid {
  seen: np.NDArray = np.zeros([1]);

  forward(input: np.NDArray): np.NDArray {
    const result = squash(input);
    this.seen = result.copy();
    return result;
  }

  backward(arriving: np.NDArray): np.NDArray {
    const rest = np.subtract(1, this.seen);
    return arriving.multiply(rest).multiply(this.seen);
  }
}
