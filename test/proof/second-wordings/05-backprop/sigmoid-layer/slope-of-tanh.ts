import * as np from 'np';

const squash = (v: np.NDArray) => np.divide(1, np.add(1, np.exp(v.negative())));

export class Sigmoid {
  seen: np.NDArray = np.zeros([1]);

  forward(input: np.NDArray): np.NDArray {
    const result = squash(input);
    this.seen = result.copy();
    return result;
  }

  backward(arriving: np.NDArray): np.NDArray {
    const rest = np.subtract(1, np.multiply(this.seen, this.seen));
    return rest.multiply(arriving);
  }
}
