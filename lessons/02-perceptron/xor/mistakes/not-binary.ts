export function XOR(x1: number, x2: number): number {
  return Math.abs(x1 - x2);
}
