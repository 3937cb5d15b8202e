const neuron = (w1: number, w2: number, b: number) => (x1: number, x2: number) => (w1 * x1 + w2 * x2 + b > 0 ? 1 : 0);

const difference = neuron(1, -1, -0.5);

export function XOR(x1: number, x2: number): number {
  return difference(x1, x2);
}
