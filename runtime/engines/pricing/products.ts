/** Milliseconds of (m, k) @ (k, n) for every m, k and n of `sides`, in C order; sides rise. */
export interface ProductTimes {
  sides: number[];
  ms: number[];
}

/** As a curve, along three axes: straight between the measured sides, and beyond them the rate stays. */
export function productMs({ sides, ms }: ProductTimes, m: number, k: number, n: number): number {
  const [i, j, l] = [m, k, n].map((side) => placeOf(sides, side)) as [Place, Place, Place];
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    let index = 0,
      weight = 1;
    for (const [bit, place] of [i, j, l].entries()) {
      const upper = (corner >> bit) & 1;
      index = index * sides.length + place.from + upper;
      weight *= upper === 1 ? place.part : 1 - place.part;
    }
    sum += weight * ms[index]!;
  }
  return sum * i.beyond * j.beyond * l.beyond;
}

interface Place {
  /** The side below, and how far it is to the one above. */
  from: number;
  part: number;
  /** How many times the longest side. */
  beyond: number;
}

function placeOf(sides: readonly number[], side: number): Place {
  const last = sides.at(-1)!;
  const inside = Math.min(Math.max(side, sides[0]!), last);
  const from = Math.min(
    sides.findLastIndex((known) => known <= inside),
    sides.length - 2,
  );
  const part = (inside - sides[from]!) / (sides[from + 1]! - sides[from]!);
  return { from, part, beyond: Math.max(1, side / last) };
}
