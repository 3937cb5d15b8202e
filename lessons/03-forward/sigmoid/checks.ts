import { checks } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  example('0, ln 3 and -ln 3 by hand', (me) => me.sigmoid(np.array([0, Math.log(3), -Math.log(3)])), [0.5, 0.75, 0.25]);
  example('a matrix keeps its shape', (me) => me.sigmoid(np.array([[-1, 0], [1, 2]])), [
    [0.2689414213699951, 0.5],
    [0.7310585786300049, 0.8807970779778824],
  ]);
  example('far out', (me) => me.sigmoid(np.array([-1000, 1000])), [0, 1]);

  hidden('any number of axes', (me, d) => me.sigmoid(d.normal(d.dims(d.int(1, 4)), 0, 3)));
  hidden('from -1000 to 1000', (me, d) => me.sigmoid(d.uniform(d.dims(2), -1000, 1000)));
  hidden('an empty array', (me) => me.sigmoid(np.zeros([0, 3])), { draws: 1 });
  law('the mirror image adds up to 1', (me, d) => {
    const x = d.normal(d.dims(2), 0, 30);
    return [me.sigmoid(x), me.sigmoid(np.negative(x))];
  }, ([right, left]) => np.allclose(np.add(right, left), 1));
});
