import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const [x, W, b] = [np.array([[1, 0], [2, 1]]), np.array([[1, 2, 3], [4, 5, 6]]), np.array([10, 20, 30])];
  example('forward, two rows by hand', (me) => me.Affine(W, b).forward(x), [[11, 22, 33], [16, 29, 42]]);
  example('backward, two rows by hand', (me) => {
    const layer = me.Affine(W, b);
    layer.forward(x);
    return { dx: layer.backward(np.array([[1, 0, 2], [0, 1, 1]])), dW: layer.dW, db: layer.db };
  }, { dx: [[7, 16], [5, 11]], dW: [[1, 2, 4], [0, 1, 1]], db: [1, 1, 3] });

  for (const [name, shape] of Object.entries({ 'any batch': [], 'as many outputs as inputs': [3, 4, 4], 'a batch of one': [1] }))
    hidden(name, (me, d) => {
      const { x, W, b, dout } = batch(d, shape), layer = me.Affine(W, b);
      return { y: layer.forward(x), dx: layer.backward(dout), dW: layer.dW, db: layer.db };
    });
  hidden('a second batch, with new weights', (me, d) => {
    const [first, second] = [batch(d, [3, 4, 2]), batch(d, [3, 4, 2])], layer = me.Affine(first.W, first.b);
    const before = [layer.forward(first.x), layer.backward(first.dout), layer.dW, layer.db];
    [layer.W, layer.b] = [second.W, second.b];
    return [before, layer.forward(second.x), layer.backward(second.dout), layer.dW, layer.db];
  });
  gradient('dx, dW and db', (d) => batch(d), (me, { x, W, b, dout }) => {
    const layer = me.Affine(W, b), y = layer.forward(x), dx = layer.backward(dout);
    return { loss: [y, dout], of: { x: dx, W: layer.dW, b: layer.db } };
  });
});

function batch(d: Draw, [N = d.dim(), D = d.dim(), M = d.dim()]: number[] = []) {
  return { x: d.normal([N, D]), W: d.normal([D, M]), b: d.normal([M]), dout: d.normal([N, M]) };
}
