const step = (sum: number) => (sum > 0 ? 1 : 0);

export function XOR(x1: number, x2: number): number {
  const either = step(x1 + x2 - 0.6);
  const notBoth = step(1.4 - x1 - x2);
  return step(either + notBoth - 0.5);
}
