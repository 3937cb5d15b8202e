import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, train }) => {
  example('the first mistake', (me) => { const p = me.Perceptron(); p.update(np.array([2, 1]), 1); return state(p); }, { w: [2, 1], b: 1 });
  example('an answer that was too high', (me) => { const p = place(me.Perceptron(), np.array([2, 1]), 1); p.update(np.array([1, 1]), 0); return state(p); }, { w: [1, 0], b: 0 });
  example('a right answer', (me) => { const p = place(me.Perceptron(), np.array([1, 0]), 0); p.update(np.array([-1, 3]), 0); return state(p); }, { w: [1, 0], b: 0 });
  example('scores by hand', (me) => place(me.Perceptron(), np.array([1, -1]), 0.5).score(np.array([[3, 1], [0, 2]])), [2.5, -1.5]);

  hidden('one step from anywhere', (me, d) => { const p = place(me.Perceptron(), d.normal([2]), d.float(-1, 1)); p.update(d.normal([2]), d.int(0, 1)); return state(p); });
  hidden('scores of many points', (me, d) => place(me.Perceptron(), d.normal([2]), d.float(-1, 1)).score(d.normal([d.dim(9), 2])));
  hidden('two rounds through a few points', (me, d) => { const p = me.Perceptron(), n = d.dim(8); p.fit(d.normal([n, 2]), d.labels(n, 2), 2); return state(p); });

  train('points that a line separates', {
    data: (d) => { const towards = direction(d); return { train: points(d, 200, towards), test: points(d, 200, towards) }; },
    run: (me, { x, t }, report) => me.Perceptron().fit(x, t, 10, report),
    steps: 2000, batchSize: 1, target: { testAccuracy: 0.95 },
  });
});

const place = <P extends { w: unknown; b: unknown }>(p: P, w: P['w'], b: P['b']): P => Object.assign(p, { w, b });
const state = <W, B>({ w, b }: { w: W; b: B }) => ({ w, b });
const direction = (d: Draw) => { const angle = d.float(0, 2 * Math.PI); return np.array([Math.cos(angle), Math.sin(angle)]); };

/** Points around (1, -2), none closer than 0.3 to the line through that place; class 1 lies towards `u`. */
function points(d: Draw, count: number, u: np.NDArray) {
  const x = d.normal([count, 2]);
  const side = np.where(np.greater(np.matmul(x, u), 0), 1, -1);
  const gap = np.multiply(np.expand_dims(side, 1), np.multiply(u, 0.3));
  return { x: np.add(np.add(x, gap), np.array([1, -2])), t: np.where(np.greater(side, 0), 1, 0) };
}
