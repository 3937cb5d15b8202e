import { checks, gradientsOf, imagesAndFilters, pass } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, gradient }) => {
  const [image, filter] = [np.array([[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]), np.array([[[[1, 2], [0, -1]]]])];
  example('one filter by hand', (me) => me.Convolution(filter, np.array([10])).forward(image), [[[[10, 12], [16, 18]]]]);
  example('the way back by hand', (me) => pass(me.Convolution(filter, np.array([10])), { x: image, dout: np.array([[[[1, 0], [0, 2]]]]) }),
    { y: [[[[10, 12], [16, 18]]]], dx: [[[[1, 2, 0], [0, 1, 4], [0, 0, -2]]]], dW: [[[[11, 14], [20, 23]]]], db: [3] });
  example('stride 2, padding 1', (me) => me.Convolution(np.ones([1, 1, 3, 3]), np.array([0]), 2, 1).forward(image), [[[[12, 16], [24, 28]]]]);
  example('two channels, two filters', (me) => me.Convolution(np.array([[[[1]], [[10]]], [[[0]], [[1]]]]), np.array([0, 100]))
    .forward(np.array([[[[1, 2]], [[3, 4]]]])), [[[[31, 42]], [[103, 104]]]]);

  hidden('images, filters, strides and padding of every kind', (me, d) => { const [stride, pad] = [d.int(1, 2), d.int(0, 1)], { W, b, ...flow } = imagesAndFilters(d, stride, pad);
    return pass(me.Convolution(W, b, stride, pad), flow);
  });
  hidden('a second batch, with new filters', (me, d) => {
    const [first, second] = [imagesAndFilters(d, 1, 0, 2), imagesAndFilters(d, 1, 0, 2)], layer = me.Convolution(first.W, first.b);
    return [pass(layer, first), pass(Object.assign(layer, { W: second.W, b: second.b }), second)];
  });
  hidden('two layers of one net', (me, d) => { const layer = () => me.Convolution(d.normal([2, 2, 3, 3]), d.normal([2]), 1, 1), [a, b] = [layer(), layer()];
    return [b.forward(a.forward(d.normal([2, 2, 3, 4]))), a.backward(b.backward(d.normal([2, 2, 3, 4]))), a.dW, a.db, b.dW, b.db];
  });
  for (const [name, stride, pad] of [['gradients', 1, 0], ['gradients with stride 2 and padding 1', 2, 1]] as const)
    gradient(name, (d) => imagesAndFilters(d, stride, pad), (me, { W, b, ...flow }) => gradientsOf(me.Convolution(W, b, stride, pad), flow), { draws: 2 });
});
