export function XOR(x1: number, x2: number): number {
  const w = { first: 2, second: -2 };
  return w.first * x1 + w.second * x2 > 1 ? 1 : 0;
}
