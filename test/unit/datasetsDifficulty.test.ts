import { describe, expect, test } from 'vitest';
import { loadDigits } from '../../runtime/datasets/digits';
import { generateDojoDigits, idxFiles } from '../../runtime/datasets/dojoDigits';
import { accuracies, type Plan } from './datasetsTrainer';

const files = idxFiles(generateDojoDigits());
const train = loadDigits({ images: files['train-images.idx'], labels: files['train-labels.idx'] });
const held = loadDigits({ images: files['test-images.idx'], labels: files['test-labels.idx'] });

/** The images never change: with one seed every day, with all of them in the long run. */
const seeds = process.env.DOJO_LONG ? [1, 2, 3, 4, 5] : [1];
const PATIENCE = { timeout: 60_000 };

describe('Dojo Digits ask for a hidden layer', PATIENCE, () => {
  // Fifty epochs with a rate that falls to zero end within half a per cent of the least penalised loss, which is convex;
  // longer training, and a penalty ten times weaker or stronger, do not help the test accuracy.
  const logistic: Omit<Plan, 'seed'> = {
    hidden: 'none',
    steps: 3000,
    batch: 100,
    rate: 0.2,
    decays: true,
    momentum: 0.9,
    l2: 1e-3,
  };
  test.each(seeds)('logistic regression stays at 0.90 or below, even at its best moment (seed %i)', (seed) => {
    const learned = accuracies({ ...logistic, seed }, train, held);
    expect(Math.max(...learned)).toBeLessThanOrEqual(0.9);
    // It has learned what it can.
    expect(learned.at(-1)).toBeGreaterThan(0.84);
  });

  const net: Omit<Plan, 'seed'> = {
    hidden: 50,
    steps: 600,
    batch: 100,
    rate: 0.3,
    decays: false,
    momentum: 0,
    l2: 0,
  };
  test.each(seeds)('a net of 50 hidden units reaches 0.94 within ten epochs (seed %i)', (seed) => {
    expect(Math.max(...accuracies({ ...net, seed }, train, held))).toBeGreaterThanOrEqual(0.94);
  });
});
