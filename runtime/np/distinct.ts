import { checkFlag } from './arguments';
import { normalAxis } from './axes';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { take } from './indexing';
import { permuted, raveled } from './reshaping';
import { elements, upload, type View } from './view';
import { sizeOf } from '../engines/layout';

/** What `np.unique` says beside the elements themselves, where it is asked. */
export type Unique<Index, Inverse, Counts> = { values: NDArray } & (Index extends true
  ? { indices: NDArray }
  : unknown) &
  (Inverse extends true ? { inverse: NDArray } : unknown) &
  (Counts extends true ? { counts: NDArray } : unknown);

/**
 * The distinct elements in ascending order, in one row; NaN counts once and comes last. Asked for more, it returns
 * `{ values, indices, inverse, counts }` with what was asked: `indices` are the positions where each was first,
 * `inverse` says for each element of `a` which of the distinct ones it is, `counts` how often each occurs; all are
 * int32. With an `axis`, distinct rows along it, each with NaN by itself. (NumPy: return_index, return_inverse,
 * return_counts, and a tuple.)
 *
 * Shape: a vector; with `axis`, that of `a` with fewer entries along it. dtype: values stay, the rest is int32.
 * NumPy: `np.unique`.
 *
 * @example np.unique([2, 1, 2]) // [1. 2.]
 * @example np.unique([2, 1, 2], false, false, true).counts // [1 2]
 * @throws NpError if the axis does not exist.
 */
export function unique(
  a: ArrayLike,
  returnIndex?: false,
  returnInverse?: false,
  returnCounts?: false,
  axis?: number | null,
): NDArray;
export function unique<Index extends boolean = false, Inverse extends boolean = false, Counts extends boolean = false>(
  a: ArrayLike,
  returnIndex?: Index,
  returnInverse?: Inverse,
  returnCounts?: Counts,
  axis?: number | null,
): Unique<Index, Inverse, Counts>;
export function unique(
  a: ArrayLike,
  returnIndex = false,
  returnInverse = false,
  returnCounts = false,
  axis?: number | null,
): unknown {
  const name = 'np.unique';
  checkFlag(name, 'returnIndex', returnIndex);
  checkFlag(name, 'returnInverse', returnInverse);
  checkFlag(name, 'returnCounts', returnCounts);
  const given = viewFrom(name, a);
  const whole = axis === undefined || axis === null;
  const view = whole ? raveled(name, given) : given;
  const along = normalAxis(name, axis ?? 0, view.shape);
  const { first, inverse, counts } = grouped(name, view, along);
  const row = (values: readonly number[]) => wrap(upload([values.length], 'int32', Int32Array.from(values)));
  const values = take(wrap(view), row(first), along);
  if (!returnIndex && !returnInverse && !returnCounts) return values;
  return {
    values,
    ...(returnIndex ? { indices: row(first) } : {}),
    ...(returnInverse
      ? { inverse: wrap(upload(whole ? given.shape : [inverse.length], 'int32', Int32Array.from(inverse))) }
      : {}),
    ...(returnCounts ? { counts: row(counts) } : {}),
  };
}

/** The entries along an axis in groups of equal ones, in ascending order; entries are compared element by element. */
function grouped(name: string, view: View, along: number): { first: number[]; inverse: number[]; counts: number[] } {
  const order = [along, ...view.shape.map((_, axis) => axis).filter((axis) => axis !== along)];
  const values = elements(permuted(view, order), name);
  const width = sizeOf(view.shape.toSpliced(along, 1));
  const compare = (i: number, j: number): number => {
    for (let k = 0; k < width; k++) {
      const x = values[i * width + k],
        y = values[j * width + k];
      if (x < y) return -1;
      if (x > y) return 1;
      const missing = Number(x !== x) - Number(y !== y);
      if (missing !== 0) return missing;
    }
    return 0;
  };
  // As in NumPy, NaN equals itself in a vector, and nothing in rows.
  const alone = (i: number) => view.shape.length > 1 && values.subarray(i * width, (i + 1) * width).some(Number.isNaN);
  const sorted = Array.from({ length: view.shape[along] }, (_, i) => i).sort((i, j) => compare(i, j) || i - j);
  const first: number[] = [],
    counts: number[] = [];
  const inverse: number[] = [];
  sorted.forEach((at, k) => {
    if (k === 0 || compare(sorted[k - 1], at) !== 0 || alone(at)) {
      first.push(at);
      counts.push(0);
    }
    counts[counts.length - 1]++;
    inverse[at] = first.length - 1;
  });
  return { first, inverse, counts };
}
