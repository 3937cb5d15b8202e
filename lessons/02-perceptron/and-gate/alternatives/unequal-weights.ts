const w = [2, 2.2] as const;
const threshold = 2.9;

export function AND(x1: number, x2: number): number {
  const sum = w[0] * x1 + w[1] * x2;
  if (sum <= threshold) return 0;
  return 1;
}
