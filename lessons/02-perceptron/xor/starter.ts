/**
 * XOR as two layers of perceptrons.
 *
 * @param x1 a number from 0 to 0.2 ("off") or from 0.8 to 1 ("on")
 * @param x2 the same
 * @returns 1 if exactly one of them is on, else 0
 */
export function XOR(x1: number, x2: number): number {
  throw new Error('Not written yet');
}
