export function AND(x1: number, x2: number): number {
  if (x1 > 0 && x2 > 0) return 1;
  return 0;
}
