import { checks } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  const corners = [[0, 0], [3, 0]];
  example('two points against two', (me) => me.distances(np.array(corners), np.array([[3, 4], [6, 8]])), [[5, 10], [4, 8.54400374531753]]);
  example('two points against three', (me) => me.distances(np.array(corners), np.array([[3, 4], [0, 0], [0, 4]])), [[5, 0, 4], [4, 3, 5]]);
  example('one coordinate', (me) => me.distances(np.array([[7]]), np.array([[4], [9]])), [[3, 2]]);

  hidden('sets of every size', (me, d) => { const k = d.dim(4); return me.distances(d.normal([d.dim(), k]), d.normal([d.dim(), k])); });
  hidden('one point against one', (me, d) => { const k = d.dim(4); return me.distances(d.normal([1, k]), d.normal([1, k])); });
  hidden('large values', (me, d) => { const k = d.dim(4); return me.distances(d.normal([3, k], 0, 1e4), d.normal([2, k], 0, 1e4)); });
  hidden('an empty set', (me, d) => me.distances(np.zeros([0, 2]), d.normal([3, 2])), { draws: 1 });
  law('a set against itself', (me, d) => {
    const points = d.normal([d.int(4, 6), 40]);
    return me.distances(points, points);
  }, (t) => np.any(np.isnan(t)) ? 'negative-under-root' : np.allclose(t, t.T) && np.allclose(np.multiply(t, np.eye(t.shape[0] ?? 0)), 0, 0, 1e-6));
});
