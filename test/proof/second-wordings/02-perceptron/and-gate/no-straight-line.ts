export function AND(x1: number, x2: number): number {
  const mean = Math.sqrt(x1 * x2);
  return mean >= 0.65 ? 1 : 0;
}
