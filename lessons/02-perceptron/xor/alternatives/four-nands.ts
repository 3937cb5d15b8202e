const neuron = (w1: number, w2: number, b: number) => (x1: number, x2: number) => (w1 * x1 + w2 * x2 + b > 0 ? 1 : 0);

const NAND = neuron(-0.5, -0.5, 0.7);

export function XOR(x1: number, x2: number): number {
  const middle = NAND(x1, x2);
  return NAND(NAND(x1, middle), NAND(middle, x2));
}
