import { growth } from './curve';

/** Milliseconds of (m, k) @ (k, n) for every m, k and n of `sides`, in C order; sides rise. */
export interface ProductTimes {
  sides: number[];
  ms: number[];
}

/** As a curve, along three axes. */
export function productMs(times: ProductTimes, ...wanted: [m: number, k: number, n: number]): number {
  const { sides } = times;
  const [last, before] = [sides.at(-1)!, sides.at(-2)!];
  const inside = wanted.map((side) => Math.min(Math.max(side, sides[0]!), last));
  const ms = inner(times, inside);
  return wanted.reduce((product, side, axis) => {
    if (side <= last) return product;
    return product * growth(ms, inner(times, inside.with(axis, before)), last, before, side);
  }, ms);
}

/** Between the eight corners around it. */
function inner({ sides, ms }: ProductTimes, wanted: readonly number[]): number {
  const from = wanted.map((side) =>
    Math.min(
      sides.findLastIndex((known) => known <= side),
      sides.length - 2,
    ),
  );
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    let index = 0,
      weight = 1;
    for (const [axis, side] of wanted.entries()) {
      const upper = (corner >> axis) & 1;
      const [low, high] = [sides[from[axis]!]!, sides[from[axis]! + 1]!];
      const part = (side - low) / (high - low);
      index = index * sides.length + from[axis]! + upper;
      weight *= upper === 1 ? part : 1 - part;
    }
    sum += weight * ms[index]!;
  }
  return sum;
}
