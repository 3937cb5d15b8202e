import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const scores = np.array([[0, Math.log(2), Math.log(5)], [Math.log(2), 0, 0]]);
  const byHand = { loss: 0.5815754049, dx: [[0.0625, 0.125, -0.1875], [-0.25, 0.125, 0.125]] };
  example('two rows by hand, labels', (me) => pass(me.SoftmaxWithLoss(), scores, np.array([2, 0], 'int32')), byHand);
  example('two rows by hand, one-hot', (me) => pass(me.SoftmaxWithLoss(), scores, np.array([[0, 0, 1], [1, 0, 0]])), byHand);
  example('sure, and wrong', (me) => pass(me.SoftmaxWithLoss(), np.array([[1000, -1000]]), np.array([1], 'int32')), { loss: 2000, dx: [[1, -1]] });

  for (const [name, [rows, classes]] of Object.entries({ 'any batch': [], 'as many rows as classes': [4, 4], 'a batch of one': [1, 3] })) {
    const size = (d: Draw) => [rows ?? d.dim(), classes ?? d.int(2, 5)] as const;
    hidden(`${name}, labels`, (me, d) => { const [N, C] = size(d); return pass(me.SoftmaxWithLoss(), d.normal([N, C]), d.labels(N, C)); });
    hidden(`${name}, one-hot`, (me, d) => { const [N, C] = size(d); return pass(me.SoftmaxWithLoss(), d.normal([N, C]), d.oneHot(N, C)); });
  }
  hidden('large scores', (me, d) => pass(me.SoftmaxWithLoss(), d.uniform([4, 3], -1000, 1000), d.labels(4, 3)));
  hidden('something follows the loss', (me, d) => { const layer = me.SoftmaxWithLoss(); return [layer.forward(d.normal([3, 4]), d.labels(3, 4)), layer.backward(d.float(2, 9)), layer.backward(-1)]; });
  hidden('a second batch through the same layer', (me, d) => { const layer = me.SoftmaxWithLoss(); return [pass(layer, d.normal([3, 4]), d.labels(3, 4)), pass(layer, d.normal([3, 4]), d.labels(3, 4))]; });
  gradient('dx', (d) => { const N = d.dim(); return { x: d.normal([N, 3]), t: d.labels(N, 3) }; },
    (me, { x, t }) => { const { loss, dx } = pass(me.SoftmaxWithLoss(), x, t); return { loss, of: { x: dx } }; });
});

const pass = <L, D>(layer: { forward(x: np.NDArray, t: np.NDArray): L; backward(): D }, x: np.NDArray, t: np.NDArray) =>
  ({ loss: layer.forward(x, t), dx: layer.backward() });
