import { checks, partedByLine } from 'kit/checks';
import type { Ref } from 'kit/checks';
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
    data: (d) => { const angle = d.float(0, 2 * Math.PI); return { train: partedByLine(d, 200, angle), test: partedByLine(d, 200, angle) }; },
    run: (me, { x, t }, report) => { const p = me.Perceptron(); p.fit(x, t, 5, report); return { w: p.w, b: p.b }; },
    scores: ({ w, b }, x) => np.add(np.matmul(x, w), b),
    steps: 1000, batchSize: 1, reportEvery: 20, target: { testAccuracy: 0.95 },
  });
});

type Perceptron = Ref<import('./solution').Perceptron>;
const place = (p: Perceptron, w: np.NDArray, b: number): Perceptron => Object.assign(p, { w, b });
const after = (p: Perceptron, x: np.NDArray, t: number) => { p.update(x, t); return { w: p.w, b: p.b }; };
