export function XOR(x1: number, x2: number): number {
  return x1 + x2 > 0.6 ? 1 : 0;
}
