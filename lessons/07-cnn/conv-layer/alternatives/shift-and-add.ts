import * as np from 'np';

/** No columns: for each entry (u, v) of the filters, the image shifted by (u, v), weighed and added. */
export class Convolution {
  W: np.NDArray;
  b: np.NDArray;
  dW = np.array([]);
  db = np.array([]);
  stride: number;
  pad: number;
  padded = np.array([]);

  constructor(W: np.NDArray, b: np.NDArray, stride = 1, pad = 0) {
    this.W = W;
    this.b = b;
    this.stride = stride;
    this.pad = pad;
  }

  forward(x: np.NDArray): np.NDArray {
    const [FN, , FH, FW] = this.W.shape;
    const p = this.pad;
    this.padded = np.pad(x, [
      [0, 0],
      [0, 0],
      [p, p],
      [p, p],
    ]);
    const [N, , H, W] = this.padded.shape;
    const OH = Math.floor((H - FH) / this.stride) + 1;
    const OW = Math.floor((W - FW) / this.stride) + 1;
    let y = np.add(np.zeros([N, OH, OW, FN]), this.b);
    for (const [u, v] of this.offsets())
      y = np.add(y, np.matmul(this.shifted(u, v, OH, OW), this.W.slice(':', ':', u, v).T));
    return np.moveaxis(y, 3, 1);
  }

  backward(dout: np.NDArray): np.NDArray {
    const [, , OH, OW] = dout.shape;
    const [N, C, H, W] = this.padded.shape;
    const flow = np.moveaxis(dout, 1, 3);
    const rows = np.reshape(flow, [-1, this.b.size]);
    this.db = np.sum(dout, [0, 2, 3]);
    this.dW = np.zeros(this.W.shape);
    const dx = np.zeros([N, C, H, W]);
    for (const [u, v] of this.offsets()) {
      const seen = np.reshape(this.shifted(u, v, OH, OW), [-1, C]);
      this.dW.set([':', ':', u, v], np.matmul(rows.T, seen));
      const pixels = dx.slice(':', ':', this.range(u, OH), this.range(v, OW));
      np.copyto(pixels, np.add(pixels, np.moveaxis(np.matmul(flow, this.W.slice(':', ':', u, v)), 3, 1)));
    }
    return dx.slice(':', ':', `${this.pad}:${H - this.pad}`, `${this.pad}:${W - this.pad}`).copy();
  }

  *offsets(): Generator<[number, number]> {
    const [, , FH, FW] = this.W.shape;
    for (let u = 0; u < FH; u++) for (let v = 0; v < FW; v++) yield [u, v];
  }

  range(offset: number, places: number): string {
    return `${offset}:${offset + (places - 1) * this.stride + 1}:${this.stride}`;
  }

  /** The pixels below entry (u, v) of the filter at each of its places, shape (N, OH, OW, C). */
  shifted(u: number, v: number, OH: number, OW: number): np.NDArray {
    return np.moveaxis(this.padded.slice(':', ':', this.range(u, OH), this.range(v, OW)), 1, 3);
  }
}
