/** Thrown by an engine where an int32 result leaves its range; np adds the name of the function. */
export class IntegerOverflow extends Error {}

export function overflow(op: string): IntegerOverflow {
  return new IntegerOverflow(`the result of ${op} leaves the range of int32 (-2147483648 to 2147483647); use floats`);
}

/** Before results that were computed as doubles become int32. */
export function checkRange(op: string, results: ArrayLike<number>): void {
  for (let k = 0; k < results.length; k++) {
    if (results[k] > 2147483647 || results[k] < -2147483648) throw overflow(op);
  }
}
