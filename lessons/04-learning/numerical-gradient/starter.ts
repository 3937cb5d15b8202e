import * as np from 'np';

/**
 * The gradient of f at x by central differences with h = 1e-4.
 *
 * @param f takes an array of x's shape and returns a number
 * @param x any shape; the same after the call as before
 * @returns df/dx, one partial derivative per entry, in x's shape
 */
export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  throw new Error('Not written yet');
}
