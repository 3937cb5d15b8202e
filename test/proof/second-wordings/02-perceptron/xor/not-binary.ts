export function XOR(x1: number, x2: number): number {
  return Math.max(x1, x2) - Math.min(x1, x2);
}
