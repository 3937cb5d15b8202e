import { checks, lossGradients, passLoss, scoredRows } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const scores = np.array([[0, Math.log(2), Math.log(5)], [Math.log(2), 0, 0]]);
  const byHand = { loss: 0.5815754049, dx: [[0.0625, 0.125, -0.1875], [-0.25, 0.125, 0.125]] };
  example('two rows by hand, labels', (me) => passLoss(me.SoftmaxWithLoss(), { x: scores, t: np.array([2, 0], 'int32') }), byHand);
  example('two rows by hand, one-hot', (me) => passLoss(me.SoftmaxWithLoss(), { x: scores, t: np.array([[0, 0, 1], [1, 0, 0]]) }), byHand);
  example('sure, and wrong', (me) => passLoss(me.SoftmaxWithLoss(), { x: np.array([[1000, -1000]]), t: np.array([1], 'int32') }), { loss: 2000, dx: [[1, -1]] });

  for (const [name, shape] of Object.entries({ 'any batch': [], 'as many rows as classes': [4, 4], 'a batch of one': [1, 3] })) {
    hidden(`${name}, labels`, (me, d) => passLoss(me.SoftmaxWithLoss(), scoredRows(d, shape)));
    hidden(`${name}, one-hot`, (me, d) => passLoss(me.SoftmaxWithLoss(), scoredRows(d, shape, 'oneHot')));
  }
  hidden('large scores', (me, d) => passLoss(me.SoftmaxWithLoss(), { x: d.uniform([4, 3], -1000, 1000), t: d.labels(4, 3) }));
  hidden('something follows the loss', (me, d) => {
    const layer = me.SoftmaxWithLoss(), { x, t } = scoredRows(d, [3, 4]);
    return [layer.forward(x, t), layer.backward(d.float(2, 9)), layer.backward(-1)];
  });
  hidden('a second batch through the same layer', (me, d) => { const layer = me.SoftmaxWithLoss(); return [1, 2].map(() => passLoss(layer, scoredRows(d, [3, 4]))); });
  hidden('the product of two losses', (me, d) => { const [a, b] = [me.SoftmaxWithLoss(), me.SoftmaxWithLoss()], [p, q] = [scoredRows(d, [3, 4]), scoredRows(d, [3, 4])];
    const [first, second] = [a.forward(p.x, p.t), b.forward(q.x, q.t)]; return [a.backward(second), b.backward(first)];
  });
  gradient('dx', (d) => scoredRows(d, [d.dim(), 3]), (me, rows) => lossGradients(me.SoftmaxWithLoss(), rows));
});
