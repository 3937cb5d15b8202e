import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const image = np.array([[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]);
  const filter = np.array([[[[1, 2], [0, -1]]]]);
  example('one filter by hand', (me) => me.Convolution(filter, np.array([10])).forward(image), [[[[10, 12], [16, 18]]]]);
  example('the way back by hand', (me) => pass(me.Convolution(filter, np.array([10])), image, np.array([[[[1, 0], [0, 2]]]])), {
    y: [[[[10, 12], [16, 18]]]],
    dx: [[[[1, 2, 0], [0, 1, 4], [0, 0, -2]]]],
    dW: [[[[11, 14], [20, 23]]]],
    db: [3],
  });
  example('stride 2, padding 1', (me) => me.Convolution(np.ones([1, 1, 3, 3]), np.array([0]), 2, 1).forward(image), [[[[12, 16], [24, 28]]]]);
  example('two channels, two filters', (me) => me.Convolution(np.array([[[[1]], [[10]]], [[[0]], [[1]]]]), np.array([0, 100]))
    .forward(np.array([[[[1, 2]], [[3, 4]]]])), [[[[31, 42]], [[103, 104]]]]);

  hidden('images, filters, strides and padding of every kind', (me, d) => {
    const { x, W, b, dout, stride, pad } = batch(d, d.int(1, 2), d.int(0, 1));
    return pass(me.Convolution(W, b, stride, pad), x, dout);
  });
  hidden('a second batch, with new filters', (me, d) => {
    const [first, second] = [batch(d, 1, 0, 2), batch(d, 1, 0, 2)], layer = me.Convolution(first.W, first.b);
    const before = pass(layer, first.x, first.dout);
    [layer.W, layer.b] = [second.W, second.b];
    return [before, pass(layer, second.x, second.dout)];
  });
  for (const [name, stride, pad] of [['gradients', 1, 0], ['gradients with stride 2 and padding 1', 2, 1]] as const)
    gradient(name, (d) => batch(d, stride, pad), (me, { x, W, b, dout }) => {
      const { y, dx, dW, db } = pass(me.Convolution(W, b, stride, pad), x, dout);
      return { loss: [y, dout], of: { x: dx, W: dW, b: db } };
    }, { draws: 2 });
});

function pass<T>(layer: { forward(x: np.NDArray): T; backward(dout: np.NDArray): T; dW: T; db: T }, x: np.NDArray, dout: np.NDArray) {
  return { y: layer.forward(x), dx: layer.backward(dout), dW: layer.dW, db: layer.db };
}

/** The filter fits; where the stride does not go into what is left, the last pixels are never met. */
function batch(d: Draw, stride: number, pad: number, size?: number) {
  const dim = (max: number) => size ?? d.dim(max);
  const [N, C, FN, FH, FW] = [dim(2), dim(2), dim(3), dim(3), dim(2)];
  const [H, W] = [FH + dim(3) - 1, FW + dim(4) - 1];
  const [OH, OW] = [Math.floor((H + 2 * pad - FH) / stride) + 1, Math.floor((W + 2 * pad - FW) / stride) + 1];
  return { x: d.normal([N, C, H, W]), W: d.normal([FN, C, FH, FW]), b: d.normal([FN]), dout: d.normal([N, FN, OH, OW]), stride, pad };
}
