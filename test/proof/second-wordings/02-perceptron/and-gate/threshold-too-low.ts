export function AND(x1: number, x2: number): number {
  const b = -1;
  const sum = b + x1 + x2;
  return sum > 0 ? 1 : 0;
}
