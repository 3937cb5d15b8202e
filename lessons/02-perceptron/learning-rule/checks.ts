import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, train }) => {
  example('the first mistake', (me) => after(me.Perceptron(), np.array([2, 1]), 1), { w: [2, 1], b: 1 });
  example('an answer that was too high', (me) => after(place(me.Perceptron(), np.array([2, 1]), 1), np.array([1, 1]), 0), { w: [1, 0], b: 0 });
  example('a right answer', (me) => after(place(me.Perceptron(), np.array([1, 0]), 0), np.array([-1, 3]), 0), { w: [1, 0], b: 0 });
  example('scores by hand', (me) => place(me.Perceptron(), np.array([1, -1]), 0.5).score(np.array([[3, 1], [0, 2]])), [2.5, -1.5]);

  hidden('one step from anywhere', (me, d) => after(place(me.Perceptron(), d.normal([2]), d.float(-1, 1)), d.normal([2]), d.int(0, 1)));
  hidden('scores of many points', (me, d) => place(me.Perceptron(), d.normal([2]), d.float(-1, 1)).score(d.normal([d.dim(9), 2])));
  hidden('two rounds through a few points', (me, d) => { const p = me.Perceptron(), n = d.dim(8); p.fit(d.normal([n, 2]), d.labels(n, 2), 2); return { w: p.w, b: p.b }; });

  train('points that a line separates', {
    data: (d) => { const angle = d.float(0, 2 * Math.PI); return { train: points(d, 200, angle), test: points(d, 200, angle) }; },
    run: (me, { x, t }, report) => { const p = me.Perceptron(); p.fit(x, t, 5, report); return { w: p.w, b: p.b }; },
    scores: ({ w, b }, x) => np.add(np.matmul(x, w), b),
    steps: 1000, batchSize: 1, reportEvery: 20, target: { testAccuracy: 0.95 },
  });
});

const place = <P extends { w: unknown; b: unknown }>(p: P, w: P['w'], b: P['b']): P => Object.assign(p, { w, b });

function after<W, B>(p: { w: W; b: B; update(x: np.NDArray, t: number): unknown }, x: np.NDArray, t: number) {
  p.update(x, t);
  return { w: p.w, b: p.b };
}

/** Points around (1, -2), none closer than 0.5 to the line through that place; class 1 lies in the direction `angle`. */
function points(d: Draw, count: number, angle: number) {
  const u = np.array([Math.cos(angle), Math.sin(angle)]);
  const x = d.normal([count, 2]);
  const side = np.where(np.greater(np.matmul(x, u), 0), 1, -1);
  const gap = np.multiply(np.expand_dims(side, 1), np.multiply(u, 0.5));
  return { x: np.add(np.add(x, gap), np.array([1, -2])), t: np.where(np.greater(side, 0), 1, 0) };
}
