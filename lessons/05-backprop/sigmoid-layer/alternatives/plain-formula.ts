import * as np from 'np';

export class Sigmoid {
  output: np.NDArray | undefined;

  forward(x: np.NDArray): np.NDArray {
    this.output = np.divide(1, np.add(1, np.exp(np.negative(x))));
    return this.output;
  }

  backward(dout: np.NDArray): np.NDArray {
    if (!this.output) throw new Error('backward comes after forward');
    return dout.multiply(this.output).multiply(np.subtract(1, this.output));
  }
}
