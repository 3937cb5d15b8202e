import { checks, gradientsOf, pass } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const [x, W, b] = [np.array([[1, 0], [2, 1]]), np.array([[1, 2], [3, 4]]), np.array([10, 20])];
  example('forward, two rows by hand', (me) => me.Affine(W, b).forward(x), [[11, 22], [15, 28]]);
  example('backward, two rows by hand', (me) => pass(me.Affine(W, b), { x, dout: np.array([[1, 2], [0, 1]]) }),
    { y: [[11, 22], [15, 28]], dx: [[5, 11], [2, 4]], dW: [[1, 4], [0, 1]], db: [1, 3] });
  example('from two inputs to three outputs', (me) => pass(me.Affine(np.array([[1, 2, 3], [4, 5, 6]]), np.array([10, 20, 30])), { x, dout: np.array([[1, 0, 2], [0, 1, 1]]) }),
    { y: [[11, 22, 33], [16, 29, 42]], dx: [[7, 16], [5, 11]], dW: [[1, 2, 4], [0, 1, 1]], db: [1, 1, 3] });

  for (const [name, shape] of Object.entries({ 'any batch': [], 'as many outputs as inputs': [3, 4, 4], 'a batch of one': [1] }))
    hidden(name, (me, d) => { const { W, b, ...flow } = batch(d, shape); return pass(me.Affine(W, b), flow); });
  hidden('a second batch, with new weights', (me, d) => {
    const [first, second] = [batch(d, [3, 4, 2]), batch(d, [3, 4, 2])], layer = me.Affine(first.W, first.b);
    return [pass(layer, first), pass(Object.assign(layer, { W: second.W, b: second.b }), second)];
  });
  hidden('two layers of one net', (me, d) => { const [p, q] = [batch(d, [3, 4, 4]), batch(d, [3, 4, 2])], [a, b] = [me.Affine(p.W, p.b), me.Affine(q.W, q.b)];
    return [b.forward(a.forward(p.x)), a.backward(b.backward(q.dout)), a.dW, a.db, b.dW, b.db];
  });
  gradient('dx, dW and db', (d) => batch(d), (me, { W, b, ...flow }) => gradientsOf(me.Affine(W, b), flow));
});

const batch = (d: Draw, [N = d.dim(), D = d.dim(), M = d.dim()]: number[] = []) => ({ x: d.normal([N, D]), W: d.normal([D, M]), b: d.normal([M]), dout: d.normal([N, M]) });
