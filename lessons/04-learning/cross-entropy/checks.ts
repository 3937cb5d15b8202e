import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  const p = np.array([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8], [0.2, 0.3, 0.5]]);
  example('three rows by hand, labels', (me) => me.crossEntropy(p, np.array([1, 2, 0], 'int32')), 1.0729586083);
  example('three rows by hand, one-hot', (me) => me.crossEntropy(p, np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]])), 1.0729586083);
  example('sure, and right', (me) => me.crossEntropy(np.array([[1, 0], [0, 1]]), np.array([[1, 0], [0, 1]])), 0);
  example('sure, and wrong', (me) => me.crossEntropy(np.array([[1, 0]]), np.array([1], 'int32')), 16.1180956510);

  for (const [name, [rows, classes]] of Object.entries({ 'any batch': [], 'as many rows as classes': [3, 3], 'a batch of one': [1, 4] })) {
    const size = (d: Draw) => [rows ?? d.dim(), classes ?? d.int(2, 5)] as const;
    hidden(`${name}, labels`, (me, d) => { const [N, C] = size(d); return me.crossEntropy(probabilities(d, N, C), d.labels(N, C)); });
    hidden(`${name}, one-hot`, (me, d) => { const [N, C] = size(d); return me.crossEntropy(probabilities(d, N, C), d.oneHot(N, C)); });
  }
  hidden('nothing believed but one class', (me, d) => me.crossEntropy(d.oneHot(4, 3), d.labels(4, 3)));
  law('knowing nothing costs log C', (me, d) => me.crossEntropy(np.full([5, 4], 0.25), d.labels(5, 4)), (loss) => Math.abs(loss - Math.log(4)) < 1e-5);
});

function probabilities(d: Draw, N: number, C: number) {
  const weights = d.uniform([N, C], 0.1, 1);
  return np.divide(weights, np.sum(weights, 1, true));
}
