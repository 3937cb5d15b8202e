const isOn = (x: number) => x >= 0.4;

export function XOR(x1: number, x2: number): number {
  if (isOn(x1)) return isOn(x2) ? 0 : 1;
  return isOn(x2) ? 1 : 0;
}
