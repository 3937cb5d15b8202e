import * as np from 'np';
import type { Digits, Report } from 'kit';
import { Affine } from './affine-layer';
import { Relu } from './relu-layer';
import { SoftmaxWithLoss } from './softmax-with-loss';

export interface Weights {
  W1: np.NDArray;
  b1: np.NDArray;
  W2: np.NDArray;
  b2: np.NDArray;
}

export interface Plan {
  steps: number;
  batchSize: number;
  rate: number;
}

export function startingWeights(inputs: number, hidden: number, classes: number): Weights {
  return {
    W1: np.multiply(np.random.randn(inputs, hidden), 2 / inputs),
    b1: np.zeros([hidden]),
    W2: np.multiply(np.random.randn(hidden, classes), 2 / hidden),
    b2: np.zeros([classes]),
  };
}

export function train(start: Weights, digits: Digits, plan: Plan, report?: Report): Weights {
  const first = new Affine(start.W1, start.b1);
  const relu = new Relu();
  const second = new Affine(start.W2, start.b2);
  const loss = new SoftmaxWithLoss();
  const scores = (x: np.NDArray) => second.forward(relu.forward(first.forward(x)));

  for (let step = 1; step <= plan.steps; step++) {
    const batch = np.random.choice(digits.t.size, plan.batchSize);
    loss.forward(scores(np.take(digits.x, batch, 0)), np.take(digits.t, batch));
    first.backward(relu.backward(second.backward(loss.backward())));
    for (const layer of [first, second]) {
      layer.W = np.subtract(layer.W, np.multiply(layer.dW, plan.rate));
      layer.b = np.subtract(layer.b, np.multiply(layer.db, plan.rate));
    }
    report?.(step, scores);
  }
  return { W1: first.W, b1: first.b, W2: second.W, b2: second.b };
}
