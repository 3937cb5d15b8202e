import { checks } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  example('0, ln 2 and ln 5 by hand', (me) => me.softmax(np.array([0, Math.log(2), Math.log(5)])), [0.125, 0.25, 0.625]);
  example('each row for itself', (me) => me.softmax(np.array([[0, 0], [0, Math.log(3)]])), [[0.5, 0.5], [0.25, 0.75]]);
  example('large scores', (me) => me.softmax(np.array([[1010, 1000, 990]])), [
    [0.9999546000703311, 4.539786860886666e-5, 2.061060046209062e-9],
  ]);

  hidden('a batch', (me, d) => me.softmax(d.normal([d.dim(5), d.int(2, 5)], 0, 2)));
  hidden('a lone row', (me, d) => me.softmax(d.normal([d.int(2, 6)])));
  hidden('a batch of one', (me, d) => me.softmax(d.normal([1, d.int(2, 6)])));
  hidden('rows on very different levels', (me, d) => {
    const level = np.multiply(1000, np.array([[-1], [1], [0]]));
    return me.softmax(np.add(level, d.normal([3, d.int(2, 5)])));
  });
  hidden('scores far apart', (me, d) => me.softmax(d.uniform([d.dim(), d.int(2, 5)], -1000, 1000)));
  law('every row adds up to 1', (me, d) => me.softmax(d.normal([d.dim(), d.int(2, 5)], 0, 10)),
    (p) => np.allclose(np.sum(p, 1), 1));
});
