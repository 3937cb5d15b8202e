const step = (sum: number) => (sum > 0 ? 1 : 0);

export function XOR(x1: number, x2: number): number {
  const either = step(x1 + x2 - 0.6);
  const both = step(x1 + x2 - 1.4);
  return step(either + both - 1.5);
}
