export function AND(x1: number, x2: number): number {
  const w = [1, 0] as const;
  return w[0] * x1 + w[1] * x2 > 0.5 ? 1 : 0;
}
