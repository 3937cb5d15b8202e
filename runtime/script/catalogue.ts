import * as np from '../np/np';
import type { NDArray } from '../np/np';

/**
 * The public functions that a learner's code may be given. A callback into the judge is impossible while
 * learner code runs, so they live in its own process; how often each is called is counted by the interpreter.
 */
export const catalogue = {
  /** x -> 1/2 x^T A x + b^T x */
  quadratic: (A: NDArray, b: NDArray) => (x: NDArray) => {
    const flat = np.reshape(x, [-1]);
    return np.sum(np.multiply(flat, np.add(np.multiply(np.matmul(A, flat), 0.5), b)));
  },
  /** x -> sum of x_i^2 */
  sumOfSquares: () => (x: NDArray) => np.sum(np.multiply(x, x)),
  /** x -> sum of w_i x_i */
  weightedSum: (w: NDArray) => (x: NDArray) => np.sum(np.multiply(w, x)),
  /** x -> sum of sin(w_i x_i) */
  waves: (w: NDArray) => (x: NDArray) => np.sum(np.sin(np.multiply(w, x))),
  /** x -> sin(x), of a number */
  sine: () => (x: number) => Math.sin(x),
  /** x -> e^x, of a number */
  exponential: () => (x: number) => Math.exp(x),
  /** x -> c_0 + c_1 x + c_2 x^2 + ..., of a number */
  polynomial: (coefficients: number[]) => (x: number) =>
    coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0),
};

/** What the inputs of each are called when it is shown. */
export const catalogueParameters: Record<keyof typeof catalogue, string[]> = {
  quadratic: ['A', 'b'],
  sumOfSquares: [],
  weightedSum: ['w'],
  waves: ['w'],
  sine: [],
  exponential: [],
  polynomial: ['coefficients'],
};
