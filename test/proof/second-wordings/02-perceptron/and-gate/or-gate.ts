export function AND(x1: number, x2: number): number {
  const sum = x1 + x2;
  if (sum > 0.6) return 1;
  return 0;
}
