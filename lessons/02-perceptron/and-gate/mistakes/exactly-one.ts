export function AND(x1: number, x2: number): number {
  return x1 === 1 && x2 === 1 ? 1 : 0;
}
