export function AND(x1: number, x2: number): number {
  const both = x1 + x2;
  return both === 2 ? 1 : 0;
}
