import * as np from 'np';

export class Relu {
  mask: np.NDArray | undefined;

  forward(x: np.NDArray): np.NDArray {
    const mask = np.less(x, 0);
    const result = x.copy();
    result.set(mask, 0);
    this.mask = mask;
    return result;
  }

  backward(gradient: np.NDArray): np.NDArray {
    if (!this.mask) throw new Error('forward first');
    const result = gradient.copy();
    result.set(this.mask, 0);
    return result;
  }
}
