export function AND(x1: number, x2: number): number {
  const fires = x1 + x2 > 1.4;
  return fires ? 0 : 1;
}
