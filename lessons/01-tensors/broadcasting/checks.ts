import { checks } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  example('two samples by hand', (me) => me.standardize(np.array([[1, 10], [3, 30]])), [[-1, -1], [1, 1]]);
  example('three samples by hand', (me) => me.standardize(np.array([[2, 0], [0, 3], [4, 3]])), [
    [0, -Math.SQRT2],
    [-Math.sqrt(1.5), Math.SQRT1_2],
    [Math.sqrt(1.5), Math.SQRT1_2],
  ]);
  example('a column that does not vary', (me) => me.standardize(np.array([[1, 10], [3, 10]])), [[-1, 0], [1, 0]]);
  example('a square table', (me) => me.outerSum(np.array([1, 2]), np.array([10, 20])), [[11, 21], [12, 22]]);
  example('a wide table', (me) => me.outerSum(np.array([1, 2]), np.array([10, 20, 30])), [[11, 21, 31], [12, 22, 32]]);

  hidden('samples and features', (me, d) => me.standardize(d.normal([d.int(2, 6), d.dim(4)], 5, 3)));
  hidden('large values', (me, d) => me.standardize(d.normal([d.int(2, 6), d.dim(4)], 1e6, 1e4)));
  hidden('a single sample', (me, d) => me.standardize(d.normal([1, d.dim(4)], 5, 3)));
  hidden('one constant column among others', (me, d) =>
    me.standardize(np.add(np.multiply(d.normal([d.int(2, 6), 3]), np.array([1, 0, 1])), d.integers([3], -9, 9))));
  law('every column has mean 0', (me, d) => me.standardize(d.normal([d.int(2, 6), d.dim(4)], 5, 3)),
    (z) => np.allclose(np.mean(z, 0), 0, 0, 1e-9));
  hidden('tables of every size', (me, d) => me.outerSum(d.normal([d.dim()]), d.normal([d.dim()])));
});
