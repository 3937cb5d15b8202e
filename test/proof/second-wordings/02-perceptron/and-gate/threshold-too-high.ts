export function AND(x1: number, x2: number): number {
  const threshold = 1.8;
  return x1 + x2 > threshold ? 1 : 0;
}
