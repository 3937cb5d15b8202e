import { checks } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, throws }) => {
  example('1·4 + 2·5 + 3·6', (me) => me.dot(np.array([1, 2, 3]), np.array([4, 5, 6])), 32);
  example('at right angles', (me) => me.dot(np.array([3, 4]), np.array([-4, 3])), 0);
  throws('lengths that differ', (me) => me.dot(np.array([1, 2, 3]), np.array([4, 5])));
  throws('one entry against three', (me) => me.dot(np.array([1, 2, 3]), np.array([4])));
  example('a square matrix and a vector', (me) => me.matVec(np.array([[1, 2], [3, 4]]), np.array([10, 1])), [12, 34]);
  example('three rows by hand', (me) => me.matVec(np.array([[1, 2], [3, 4], [5, 6]]), np.array([10, 1])), [12, 34, 56]);
  example('two by two', (me) => me.matMul(np.array([[1, 2], [3, 4]]), np.array([[5, 6], [7, 8]])), [[19, 22], [43, 50]]);
  example('a row and a column', (me) => me.matMul(np.array([[1, 2, 3]]), np.array([[4], [5], [6]])), [[32]]);

  hidden('dot of any length', (me, d) => { const k = d.int(1, 9); return me.dot(d.normal([k]), d.normal([k])); });
  hidden('dot of nothing', (me) => me.dot(np.zeros([0]), np.zeros([0])), { draws: 1 });
  hidden('matVec of any shape', (me, d) => { const k = d.dim(); return me.matVec(d.normal([d.dim(), k]), d.normal([k])); });
  hidden('matMul of any shape', (me, d) => { const k = d.dim(); return me.matMul(d.normal([d.dim(), k]), d.normal([k, d.dim()])); });
  hidden('large values', (me, d) => me.matMul(d.normal([3, 2], 0, 1e6), d.normal([2, 4], 0, 1e6)));
});
