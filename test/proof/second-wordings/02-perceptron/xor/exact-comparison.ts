export function XOR(x1: number, x2: number): number {
  const equal = x1 - x2 === 0;
  return Number(!equal);
}
