import * as np from 'np';
import type { Digits, Report } from 'kit';
import { Affine } from './affine-layer';
import { Relu } from './relu-layer';
import { SoftmaxWithLoss } from './softmax-with-loss';

interface Weights {
  W1: np.NDArray;
  b1: np.NDArray;
  W2: np.NDArray;
  b2: np.NDArray;
}

export function startingWeights(inputs: number, hidden: number, classes: number): Weights {
  const W1 = np.random.standard_normal([inputs, hidden]).divide(Math.sqrt(inputs / 2));
  const W2 = np.random.standard_normal([hidden, classes]).divide(Math.sqrt(hidden / 2));
  return { W1, b1: np.zeros(hidden), W2, b2: np.zeros(classes) };
}

/** Shuffles the images, goes through them batch by batch, shuffles again; moves its own copies in place. */
export function train(
  start: Weights,
  { x, t }: Digits,
  plan: { steps: number; batchSize: number; rate: number },
  report?: Report,
): Weights {
  const layers = [
    new Affine(start.W1.copy(), start.b1.copy()),
    new Relu(),
    new Affine(start.W2.copy(), start.b2.copy()),
  ];
  const loss = new SoftmaxWithLoss();
  const forward = (input: np.NDArray) => layers.reduce((y, layer) => layer.forward(y), input);
  let order = np.random.permutation(t.size);
  let at = 0;
  for (let step = 1; step <= plan.steps; step++) {
    if (at + plan.batchSize > t.size) {
      order = np.random.permutation(t.size);
      at = 0;
    }
    const rows = order.slice(`${at}:${at + plan.batchSize}`);
    at += plan.batchSize;
    loss.forward(forward(np.take(x, rows, 0)), np.take(t, rows));
    [...layers].reverse().reduce((dout, layer) => layer.backward(dout), loss.backward());
    for (const layer of layers) {
      if (layer instanceof Relu) continue;
      np.copyto(layer.W, np.subtract(layer.W, np.multiply(plan.rate, layer.dW)));
      np.copyto(layer.b, np.subtract(layer.b, np.multiply(plan.rate, layer.db)));
    }
    report?.(step, forward);
  }
  const [first, , second] = layers as [Affine, Relu, Affine];
  return { W1: first.W, b1: first.b, W2: second.W, b2: second.b };
}
