import { NpError } from './errors';
import type { Pcg64 } from './pcg64';
import { ascending, cumulative, firstAbove } from './sampling';

/** Fisher and Yates from the end down to position `first`, in place; `below` draws from 0 to a number, both included. */
export function shuffleFrom(below: (most: number) => number, order: Int32Array, first: number): void {
  for (let i = order.length - 1; i >= first; i--) {
    const j = below(i);
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/** `wanted` of the numbers 0 to count - 1, none twice, by the methods that NumPy's Generator takes. */
export function chosenOnce(
  name: string,
  bits: Pcg64,
  count: number,
  wanted: number,
  weights: Float64Array | undefined,
  shuffle: boolean,
): Int32Array {
  if (weights !== undefined) return weighted(name, bits, wanted, weights);
  if (count > 10000 && wanted > Math.floor(count / (shuffle ? 50 : 20))) {
    const order = ascending(name, count);
    shuffleFrom((most) => bits.below(most), order, Math.max(count - wanted, 1));
    return order.slice(count - wanted);
  }
  const chosen = floyd(bits, count, wanted);
  if (shuffle) shuffleFrom((most) => bits.below(most), chosen, 1);
  return chosen;
}

/** Floyd's algorithm: a number that was drawn already gives way to the largest that could be drawn. */
function floyd(bits: Pcg64, count: number, wanted: number): Int32Array {
  const found = new Set<number>();
  return Int32Array.from({ length: wanted }, (_, i) => {
    const largest = count - wanted + i;
    const drawn = bits.below(largest);
    const chosen = found.has(drawn) ? largest : drawn;
    found.add(chosen);
    return chosen;
  });
}

/** What was drawn gets probability 0 and the rest is drawn again, until there are enough. */
function weighted(name: string, bits: Pcg64, wanted: number, weights: Float64Array): Int32Array {
  const possible = weights.filter((weight) => weight > 0).length;
  if (possible < wanted) throw new NpError(name, 'tooManyChosen', { wanted, count: possible });
  const found: number[] = [];
  while (found.length < wanted) {
    const draws = Array.from({ length: wanted - found.length }, () => bits.uniform());
    for (const position of found) weights[position] = 0;
    const ends = cumulative(weights);
    found.push(...new Set(draws.map((draw) => firstAbove(ends, draw))));
  }
  return Int32Array.from(found);
}
