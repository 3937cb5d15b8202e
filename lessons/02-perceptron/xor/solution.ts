/** A perceptron with its three numbers: weigh, add up, decide. */
const neuron = (w1: number, w2: number, b: number) => (x1: number, x2: number) => (w1 * x1 + w2 * x2 + b > 0 ? 1 : 0);

const AND = neuron(0.5, 0.5, -0.7);
const NAND = neuron(-0.5, -0.5, 0.7);
const OR = neuron(0.5, 0.5, -0.3);

/**
 * XOR as two layers of perceptrons.
 *
 * @param x1 a number from 0 to 0.2 ("off") or from 0.8 to 1 ("on")
 * @param x2 the same
 * @returns 1 if exactly one of them is on, else 0
 */
export function XOR(x1: number, x2: number): number {
  return AND(NAND(x1, x2), OR(x1, x2));
}
