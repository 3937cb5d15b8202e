import * as np from '../np/np';

/** A step of training of a two-layer net as a learner writes it, so small that what np does around its calls is all there is. */
export function smallStep(): () => void {
  const [batch, inputs, hidden, classes] = [2, 8, 6, 4];
  const x = np.random.rand(batch, inputs);
  const t = np.random.randint(0, classes, [batch]);
  const layer = (from: number, to: number) => ({ W: np.multiply(np.random.randn(from, to), 0.1), b: np.zeros([to]) });
  const [first, second] = [layer(inputs, hidden), layer(hidden, classes)];
  const descend = (to: { W: np.NDArray; b: np.NDArray }, dW: np.NDArray, db: np.NDArray) => {
    to.W = np.subtract(to.W, np.multiply(dW, 0.01));
    to.b = np.subtract(to.b, np.multiply(db, 0.01));
  };
  return () => {
    const z = np.add(np.matmul(x, first.W), first.b);
    const a = np.maximum(z, 0);
    const scores = np.add(np.matmul(a, second.W), second.b);
    const shifted = np.subtract(scores, np.max(scores, 1, true));
    const grown = np.exp(shifted);
    const p = np.divide(grown, np.sum(grown, 1, true));
    const right = np.equal(np.expand_dims(t, 1), np.arange(classes)).astype(x.dtype);
    const ds = np.divide(np.subtract(p, right), batch);
    const dz = np.multiply(np.matmul(ds, second.W.T), np.greater(z, 0));
    descend(second, np.matmul(a.T, ds), np.sum(ds, 0));
    descend(first, np.matmul(x.T, dz), np.sum(dz, 0));
  };
}
