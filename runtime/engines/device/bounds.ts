import type { BinaryOp, Elements, ScanOp, UnaryOp } from '../engine';

/**
 * Between what whole numbers must lie, known without looking at them. An int32 result that leaves its range throws; what cannot leave it
 * stays on the device, and what might is computed where the numbers can be looked at.
 */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const int32: Bounds = { low: -2147483648, high: 2147483647 };
export const truth: Bounds = { low: 0, high: 1 };
export const exactly = (value: number): Bounds => ({ low: value, high: value });

export const fits = ({ low, high }: Bounds): boolean => low >= int32.low && high <= int32.high;
/** What float32 holds without rounding. */
export const fitsFloat = ({ low, high }: Bounds): boolean => low >= -(2 ** 24) && high <= 2 ** 24;

export const union = (a: Bounds, b: Bounds): Bounds => ({
  low: Math.min(a.low, b.low),
  high: Math.max(a.high, b.high),
});

export function boundsOfElements(elements: Elements): Bounds {
  if (elements.length === 0) return exactly(0);
  let low = elements[0],
    high = low;
  for (const value of elements) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

const reach = ({ low, high }: Bounds): number => Math.max(Math.abs(low), Math.abs(high));

function product(a: Bounds, b: Bounds): Bounds {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

/** `undefined` where nothing is known of the result, or a device could fail on it. */
export function boundsOfBinary(op: BinaryOp, a: Bounds, b: Bounds): Bounds | undefined {
  switch (op) {
    case 'add':
      return { low: a.low + b.low, high: a.high + b.high };
    case 'subtract':
      return { low: a.low - b.high, high: a.high - b.low };
    case 'multiply':
      return product(a, b);
    case 'maximum':
      return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
    case 'minimum':
      return { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) };
    case 'floorDivide':
      return { low: -reach(a), high: reach(a) };
    case 'mod':
      // The smallest of all by -1 traps on some processors.
      return a.low === int32.low ? undefined : { low: -reach(b), high: reach(b) };
    case 'power':
      return b.low === 2 && b.high === 2 ? { low: 0, high: reach(a) ** 2 } : undefined;
    default:
      return undefined;
  }
}

export function boundsOfUnary(op: UnaryOp, x: Bounds): Bounds {
  switch (op) {
    case 'negative':
      return { low: -x.high, high: -x.low };
    case 'abs':
      return { low: 0, high: reach(x) };
    case 'square':
      return { low: 0, high: reach(x) ** 2 };
    case 'sign':
      return { low: -1, high: 1 };
    default:
      return x;
  }
}

/** Of `count` numbers added up, from the first to any of them. */
export const boundsOfSum = (x: Bounds, count: number): Bounds => ({
  low: Math.min(0, x.low * count),
  high: Math.max(0, x.high * count),
});

/** Of `count` numbers multiplied. */
export function boundsOfProduct(x: Bounds, count: number): Bounds {
  const most = Math.max(1, reach(x)) ** count;
  return { low: x.low < 0 ? -most : 0, high: most };
}

export const boundsOfScan = (op: ScanOp, x: Bounds, count: number): Bounds =>
  op === 'cumsum' ? boundsOfSum(x, count) : boundsOfProduct(x, count);
