const neuron = (w1: number, w2: number, b: number) => (x1: number, x2: number) => (w1 * x1 + w2 * x2 + b > 0 ? 1 : 0);

const NAND = neuron(-0.5, -0.5, 0.7);
const OR = neuron(0.5, 0.5, -0.3);

export function XOR(x1: number, x2: number): number {
  return OR(NAND(x1, x2), OR(x1, x2));
}
