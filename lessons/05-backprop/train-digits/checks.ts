import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law, train }) => {
  const start = { W1: np.array([[1, -1], [0, 0]]), b1: np.array([0, 0]), W2: np.array([[0, 1], [3, -2]]), b2: np.array([1, 0]) };
  const image = (label: number) => ({ x: np.array([[1, 2]]), t: np.array([label], 'int32') });
  example('one step by hand', (me) => me.train(start, image(0), { steps: 1, batchSize: 1, rate: 0.5 }),
    { W1: [[0.75, -1], [-0.5, 0]], b1: [-0.25, 0], W2: [[0.25, 0.75], [3, -2]], b2: [1.25, -0.25] });
  example('the same step, had it been the other class', (me) => me.train(start, image(1), { steps: 1, batchSize: 1, rate: 1 }),
    { W1: [[1.5, -1], [1, 0]], b1: [0.5, 0], W2: [[-0.5, 1.5], [3, -2]], b2: [0.5, 0.5] });

  hidden('a few steps on one image', (me, d) => me.train(weights(d, 4, 4, 4), copies(d, 1, 4, 4), { steps: 4, batchSize: 1, rate: d.float(0.1, 0.5) }));
  hidden('a batch of equal images', (me, d) => me.train(weights(d, 3, 5, 2), copies(d, 6, 3, 2), { steps: 3, batchSize: 4, rate: d.float(0.1, 0.5) }));
  law('one batch per step', (me, d) => me.train(awake(d, 12, 4, 3), lamps(12, 3), { steps: 1, batchSize: 4, rate: 1 }),
    ({ W1 }, d) => movedRows(W1, awake(d, 12, 4, 3).W1) <= 4 || 'whole-data-set', { draws: 3 });
  law('every image gets its turn', (me, d) => me.train(awake(d, 12, 4, 3), lamps(12, 3), { steps: 60, batchSize: 4, rate: 0.1 }),
    ({ W1 }, d) => movedRows(W1, awake(d, 12, 4, 3).W1) === 12 || 'same-batch', { draws: 3 });
  law('images and labels stay together', (me, d) => me.train(awake(d, 12, 16, 3), lamps(12, 3), { steps: 100, batchSize: 6, rate: 0.3 }),
    (w) => right(w, lamps(12, 3)) > 0.9 || 'labels-of-others', { draws: 3 });

  law('weights to start from', (me) => me.startingWeights(300, 100, 50), (w) => startsWell(w), { draws: 3 });
  train('learns to read digits', {
    run: (me, digits, report) => me.train(me.startingWeights(784, 50, 10), digits, { steps: 600, batchSize: 100, rate: 0.4 }, report),
    scores: (w, x) => scores(w, x),
    steps: 600, batchSize: 100, target: { testAccuracy: 0.94 },
  });
});

type Weights = import('./solution').Weights;

const weights = (d: Draw, inputs: number, hidden: number, classes: number): Weights =>
  ({ W1: d.normal([inputs, hidden]), b1: d.normal([hidden]), W2: d.normal([hidden, classes]), b2: d.normal([classes]) });

/** Biases so high that no hidden unit sleeps. */
const awake = (d: Draw, inputs: number, hidden: number, classes: number): Weights =>
  ({ ...weights(d, inputs, hidden, classes), W1: d.uniform([inputs, hidden], -1, 1), b1: np.full([hidden], 2.5) });

/** The same image N times: whatever is drawn, the batch is the same. */
const copies = (d: Draw, N: number, inputs: number, classes: number) =>
  ({ x: np.repeat(d.normal([1, inputs]), N, 0), t: np.repeat(d.labels(1, classes), N) });

/** In image i only pixel i is lit, so that it moves row i of W1 alone. */
const lamps = (N: number, classes: number) => ({ x: np.eye(N), t: np.mod(np.arange(N), classes).astype('int32') });

const movedRows = (after: np.NDArray, before: np.NDArray) => np.sum(np.any(np.not_equal(after, before), 1));

const scores = ({ W1, b1, W2, b2 }: Weights, x: np.NDArray) =>
  np.add(np.matmul(np.maximum(np.add(np.matmul(x, W1), b1), 0), W2), b2);

const right = (w: Weights, { x, t }: { x: np.NDArray; t: np.NDArray }) => np.mean(np.equal(np.argmax(scores(w, x), 1), t));

function startsWell({ W1, b1, W2, b2 }: Weights): boolean | string {
  const [first, second] = [np.std(W1) / Math.sqrt(2 / 300), np.std(W2) / Math.sqrt(2 / 100)];
  const near = (found: number, wanted: number) => Math.abs(found / wanted - 1) < 0.1;
  if (Math.min(np.std(W1), np.std(W2)) < 1e-9) return 'all-alike';
  if (near(np.std(W1), 1)) return 'not-scaled';
  if (near(first, Math.sqrt(2 / 300))) return 'variance-as-deviation';
  if (near(first, 1) && near(second, Math.sqrt(100 / 300))) return 'one-scale-for-both';
  if (Math.abs(np.mean(W1)) > 0.1 * np.std(W1)) return 'all-positive';
  if (np.any(np.not_equal(b1, 0)) || np.any(np.not_equal(b2, 0))) return 'biases-not-zero';
  return (near(first, 1) && near(second, 1)) || 'other-scale';
}
