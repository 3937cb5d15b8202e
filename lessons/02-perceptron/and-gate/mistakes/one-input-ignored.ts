export function AND(x1: number, x2: number): number {
  return x1 - 0.5 > 0 ? 1 : 0;
}
