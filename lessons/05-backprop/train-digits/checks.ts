import { accuracy, alike, awake, changedRows, checks, lamps, near, scoresOf, twoLayers } from 'kit/checks';
import * as np from 'np';

export default checks<typeof import('./solution')>(({ example, hidden, law, train }) => {
  const byHand = { W1: np.array([[1, -1], [0, 0]]), b1: np.array([0, 0]), W2: np.array([[0, 1], [3, -2]]), b2: np.array([1, 0]) };
  const image = (label: number) => ({ x: np.array([[1, 2]]), t: np.array([label], 'int32') });
  example('one step by hand', (me) => me.train(byHand, image(0), { steps: 1, batchSize: 1, rate: 0.5 }),
    { W1: [[0.75, -1], [-0.5, 0]], b1: [-0.25, 0], W2: [[0.25, 0.75], [3, -2]], b2: [1.25, -0.25] });
  example('the same step, had it been the other class', (me) => me.train(byHand, image(1), { steps: 1, batchSize: 1, rate: 1 }),
    { W1: [[1.5, -1], [1, 0]], b1: [0.5, 0], W2: [[-0.5, 1.5], [3, -2]], b2: [0.5, 0.5] });

  hidden('a few steps on one image', (me, d) => me.train(twoLayers(d, 4, 4, 4), alike(d, 1, 4, 4), { steps: 4, batchSize: 1, rate: d.float(0.1, 0.5) }));
  hidden('a batch of equal images', (me, d) => me.train(twoLayers(d, 3, 5, 2), alike(d, 6, 3, 2), { steps: 3, batchSize: 4, rate: d.float(0.1, 0.5) }));

  const twelve = lamps(12, 3);
  law('one batch per step', (me, d) => { const start = awake(d, 12, 4, 3); return [start, me.train(start, twelve, { steps: 1, batchSize: 4, rate: 1 })]; },
    ([before, after]) => changedRows(before.W1, after.W1) <= 4 || 'whole-data-set', { draws: 3 });
  law('every image gets its turn', (me, d) => { const start = awake(d, 12, 4, 3); return [start, me.train(start, twelve, { steps: 60, batchSize: 4, rate: 0.1 })]; },
    ([before, after]) => changedRows(before.W1, after.W1) === 12 || 'same-batch', { draws: 3 });
  law('images and labels stay together', (me, d) => me.train(awake(d, 12, 16, 3), twelve, { steps: 100, batchSize: 6, rate: 0.3 }),
    (net) => accuracy(scoresOf(net, twelve.x), twelve.t) > 0.9 || 'labels-of-others', { draws: 3 });

  law('weights to start from', (me) => me.startingWeights(300, 100, 50), ({ W1, b1, W2, b2 }) => ({
    'all-alike': np.std(W1) > 1e-9 && np.std(W2) > 1e-9,
    'not-scaled': !near(np.std(W1), 1),
    'variance-as-deviation': !near(np.std(W1), 2 / 300),
    'one-scale-for-both': !near(np.std(W1), Math.sqrt(2 / 300)) || !near(np.std(W2), Math.sqrt(2 / 300)),
    'all-positive': Math.abs(np.mean(W1)) <= 0.1 * np.std(W1),
    'biases-not-zero': np.all(np.equal(b1, 0)) && np.all(np.equal(b2, 0)),
    'other-scale': near(np.std(W1), Math.sqrt(2 / 300)) && near(np.std(W2), Math.sqrt(2 / 100)),
  }), { draws: 3 });
  train('learns to read digits', {
    run: (me, digits, report) => me.train(me.startingWeights(784, 50, 10), digits, { steps: 600, batchSize: 100, rate: 0.4 }, report),
    scores: (net, x) => scoresOf(net, x),
    steps: 600, batchSize: 100, target: { testAccuracy: 0.94 },
  });
});
