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
  throw new Error('Not written yet');
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
  throw new Error('Not written yet');
}
