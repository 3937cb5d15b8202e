import * as np from 'np';

export class Affine {
  W: np.NDArray;
  b: np.NDArray;
  dW: np.NDArray;
  db: np.NDArray;
  input: np.NDArray | undefined;

  constructor(W: np.NDArray, b: np.NDArray) {
    this.W = W;
    this.b = b;
    this.dW = np.zeros(W.shape);
    this.db = np.zeros(b.shape);
  }

  forward(x: np.NDArray): np.NDArray {
    this.input = x.copy();
    return x.dot(this.W).add(this.b);
  }

  backward(dout: np.NDArray): np.NDArray {
    if (!this.input) throw new Error('backward comes after forward');
    const [N, D] = this.input.shape;
    const M = this.b.size;
    this.dW = np.zeros([D, M]);
    this.db = np.zeros([M]);
    const dx = np.zeros([N, D]);
    for (let n = 0; n < N; n++) {
      for (let m = 0; m < M; m++) {
        const flow = dout.get([n, m]);
        this.db.set([m], this.db.get([m]) + flow);
        for (let d = 0; d < D; d++) {
          this.dW.set([d, m], this.dW.get([d, m]) + this.input.get([n, d]) * flow);
          dx.set([n, d], dx.get([n, d]) + this.W.get([d, m]) * flow);
        }
      }
    }
    return dx;
  }
}
