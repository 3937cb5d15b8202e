import { checks } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, fn }) => {
  example('the sum of squares at (3, 4, 0)', (me) => me.numericalGradient(fn.sumOfSquares(), np.array([3, 4, 0])), [6, 8, 0]);
  example('a square of four entries', (me) => me.numericalGradient(fn.sumOfSquares(), np.array([[1, -2], [0.5, 0]])), [[2, -4], [1, 0]]);
  example('a bowl that lies askew', (me) => me.numericalGradient(fn.quadratic(np.array([[2, 1], [1, 4]]), np.array([-1, 0])), np.array([1, 2])), [3, 9]);

  hidden('a plane', (me, d) => { const w = d.normal([d.dim(4)]); return me.numericalGradient(fn.weightedSum(w), d.normal(w.shape)); });
  hidden('a bowl in any direction', (me, d) => {
    const n = d.int(2, 4), half = d.normal([n, n]);
    return me.numericalGradient(fn.quadratic(np.add(half, half.T), d.normal([n])), d.normal([n]));
  });
  hidden('waves over any shape', (me, d) => { const shape = d.dims(d.int(1, 4), 3); return me.numericalGradient(fn.waves(d.normal(shape)), d.normal(shape)); });
  hidden('one single entry', (me, d) => me.numericalGradient(fn.sumOfSquares(), d.normal([1, 1])));
  hidden('far from 0', (me, d) => me.numericalGradient(fn.sumOfSquares(), d.uniform([2, 3], 4, 9)));
  hidden('two calls of f per entry', (me, d) => me.numericalGradient(fn.sumOfSquares(), d.normal([2, 3])), { maxCalls: { sumOfSquares: 12 } });
});
