export function AND(x1: number, x2: number): number {
  return 0.5 * x1 + 0.5 * x2 - 0.3 > 0 ? 1 : 0;
}
