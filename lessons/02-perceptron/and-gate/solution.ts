/**
 * An AND gate made of one perceptron: weigh, add up, decide.
 *
 * @param x1 a number from 0 to 0.2 ("off") or from 0.8 to 1 ("on")
 * @param x2 the same
 * @returns 1 if both are on, else 0
 */
export function AND(x1: number, x2: number): number {
  const w1 = 0.5;
  const w2 = 0.5;
  const b = -0.7; // one on: at most 0.6. Both on: at least 0.8
  return w1 * x1 + w2 * x2 + b > 0 ? 1 : 0;
}
