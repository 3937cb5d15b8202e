import * as np from 'np';

export class Relu {
  private static closed = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    Relu.closed = np.less_equal(x, 0);
    return np.maximum(x, 0);
  }

  backward(gradient: np.NDArray): np.NDArray {
    const result = gradient.copy();
    result.set(Relu.closed, 0);
    return result;
  }
}
