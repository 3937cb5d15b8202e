import * as np from 'np';

const squash = (v: np.NDArray) => np.divide(1, np.add(1, np.exp(v.negative())));

export class Sigmoid {
  seen: np.NDArray | null = null;

  forward(input: np.NDArray): np.NDArray {
    const result = squash(input);
    this.seen ??= result.copy();
    return result;
  }

  backward(arriving: np.NDArray): np.NDArray {
    if (!this.seen) throw new Error('forward first');
    const rest = np.subtract(1, this.seen);
    return arriving.multiply(rest).multiply(this.seen);
  }
}
