import { checks, thereAndBack } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const x = np.array([[1, -0.5], [-2, 3]]);
  example('forward by hand', (me) => me.Relu().forward(x), [[1, 0], [0, 3]]);
  example('backward by hand', (me) => { const relu = me.Relu(); relu.forward(x); return relu.backward(np.array([[10, 20], [30, -40]])); }, [[10, 0], [0, -40]]);
  example('an input of exactly 0', (me) => thereAndBack(me.Relu(), [np.array([0, 2])], [np.array([5, 5])]), [[0, 2], [0, 5]]);

  hidden('any number of axes', (me, d) => {
    const shape = d.dims(d.int(1, 4));
    return thereAndBack(me.Relu(), [d.normal(shape)], [d.normal(shape)]);
  });
  hidden('a batch of one, large values', (me, d) => thereAndBack(me.Relu(), [d.normal([1, 4], 0, 1e8)], [d.normal([1, 4], 0, 1e8)]));
  hidden('two forwards before one backward', (me, d) => thereAndBack(me.Relu(), [d.normal([3, 4]), d.normal([3, 4])], [d.normal([3, 4])]));
  hidden('backward twice', (me, d) => thereAndBack(me.Relu(), [d.normal([2, 3])], [d.normal([2, 3]), d.normal([2, 3])]));
  hidden('two layers of one net', (me, d) => {
    const [a, b] = [me.Relu(), me.Relu()], next = () => d.normal([3, 4]);
    return [a.forward(next()), b.forward(next()), a.backward(b.backward(next()))];
  });
  gradient('dx', (d) => { const shape = d.dims(2); return { x: d.away(shape, [0]), dout: d.normal(shape) }; }, (me, { x, dout }) => {
    const relu = me.Relu(), y = relu.forward(x);
    return { loss: [y, dout], of: { x: relu.backward(dout) } };
  });
});
