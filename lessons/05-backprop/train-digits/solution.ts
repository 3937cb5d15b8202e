import * as np from 'np';
import type { Digits, Report } from 'kit';
import { Affine } from './affine-layer';
import { Relu } from './relu-layer';
import { SoftmaxWithLoss } from './softmax-with-loss';

/** The net relu(x W1 + b1) W2 + b2. */
export interface Weights {
  W1: np.NDArray;
  b1: np.NDArray;
  W2: np.NDArray;
  b2: np.NDArray;
}

export interface Plan {
  steps: number;
  batchSize: number;
  /** The learning rate: how far a step goes along the negative gradient. */
  rate: number;
}

/**
 * Random weights for a net that has not learnt anything: normal draws of standard deviation sqrt(2 / fan-in), biases 0.
 *
 * @returns W1 of shape (inputs, hidden), b1 (hidden,), W2 (hidden, classes), b2 (classes,)
 */
export function startingWeights(inputs: number, hidden: number, classes: number): Weights {
  return {
    W1: np.multiply(np.random.randn(inputs, hidden), Math.sqrt(2 / inputs)),
    b1: np.zeros([hidden]),
    W2: np.multiply(np.random.randn(hidden, classes), Math.sqrt(2 / hidden)),
    b2: np.zeros([classes]),
  };
}

/**
 * Stochastic gradient descent: in each step a random batch, its gradients, and a small move against them.
 *
 * @param start the weights to begin with; they stay as they are
 * @param digits all training images: x of shape (N, inputs), and their labels t of shape (N,)
 * @param report called after each step with its number (from 1) and a function from images to scores
 * @returns the weights after the last step
 */
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
