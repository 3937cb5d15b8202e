import * as np from 'np';

export class Relu {
  mask: np.NDArray | undefined;
  passed = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    const mask = np.less_equal(x, 0);
    const result = x.copy();
    result.set(mask, 0);
    this.mask = mask;
    this.passed = result.copy();
    return result;
  }

  backward(gradient: np.NDArray): np.NDArray {
    if (!this.mask) throw new Error('forward first');
    return this.passed.multiply(gradient);
  }
}
