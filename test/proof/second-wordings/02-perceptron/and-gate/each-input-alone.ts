export function AND(x1: number, x2: number): number {
  const weaker = Math.min(x1, x2);
  if (weaker < 0.6) return 0;
  return 1;
}
