export function AND(x1: number, x2: number): number {
  return x1 * x2 > 0.5 ? 1 : 0;
}
