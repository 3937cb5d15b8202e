const neuron = (w1: number, w2: number, b: number) => (x1: number, x2: number) => (w1 * x1 + w2 * x2 + b > 0 ? 1 : 0);

const AND = neuron(0.5, 0.5, -0.7);
const NOR = neuron(-0.5, -0.5, 0.3);
const OR = neuron(0.5, 0.5, -0.3);

export function XOR(x1: number, x2: number): number {
  return OR(AND(x1, x2), NOR(x1, x2));
}
