import { checks, thereAndBack } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const [x, dout, scales] = [np.array([0, Math.log(3), -Math.log(3)]), np.array([4, 16, -16]), np.array([1, 0.1, 0.001])];
  example('forward by hand', (me) => me.Sigmoid().forward(x), [0.5, 0.75, 0.25]);
  example('backward by hand', (me) => { const layer = me.Sigmoid(); layer.forward(x); return layer.backward(dout); }, [1, 3, -3]);
  example('far out', (me) => thereAndBack(me.Sigmoid(), [np.array([-1000, 1000])], [np.array([5, 5])]), [[0, 1], [0, 0]]);

  hidden('any number of axes', (me, d) => {
    const shape = d.dims(d.int(1, 4));
    return thereAndBack(me.Sigmoid(), [d.normal(shape)], [d.normal(shape)]);
  });
  hidden('from -1000 to 1000', (me, d) => thereAndBack(me.Sigmoid(), [np.multiply(d.uniform([4, 3], -1000, 1000), scales)], [d.normal([4, 3])]));
  hidden('two forwards before one backward', (me, d) => thereAndBack(me.Sigmoid(), [d.normal([3, 4]), d.normal([3, 4])], [d.normal([3, 4])]));
  hidden('backward twice, on a batch of one', (me, d) => thereAndBack(me.Sigmoid(), [d.normal([1, 3])], [d.normal([1, 3]), d.normal([1, 3])]));
  hidden('two layers of one net', (me, d) => { const [a, b] = [me.Sigmoid(), me.Sigmoid()];
    return [b.forward(a.forward(d.normal([3, 4]))), a.backward(b.backward(d.normal([3, 4])))];
  });
  gradient('dx', (d) => { const shape = d.dims(2); return { x: d.normal(shape, 0, 2), dout: d.normal(shape) }; }, (me, { x, dout }) => {
    const layer = me.Sigmoid(), y = layer.forward(x);
    return { loss: [y, dout], of: { x: layer.backward(dout) } };
  });
});
