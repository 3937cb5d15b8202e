import * as np from 'np';

let p = np.array([]);
let truth = np.array([]);

export class SoftmaxWithLoss {
  forward(x: np.NDArray, t: np.NDArray): number {
    const shifted = np.subtract(x, np.max(x, 1, true));
    const logP = np.subtract(shifted, np.log(np.sum(np.exp(shifted), 1, true)));
    p = np.exp(logP);
    truth = t.ndim === 2 ? t : np.equal(np.expand_dims(t, 1), np.arange(x.shape[1])).astype(x.dtype);
    return -np.mean(np.sum(np.multiply(truth, logP), 1));
  }

  backward(dout = 1): np.NDArray {
    const [N] = p.shape;
    return np.multiply(np.subtract(p, truth), dout / N);
  }
}
