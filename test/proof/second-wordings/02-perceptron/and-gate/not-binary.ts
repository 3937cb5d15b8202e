export function AND(x1: number, x2: number): number {
  const first = Math.log(x1);
  return Math.exp(first + Math.log(x2));
}
