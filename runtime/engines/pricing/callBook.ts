import type { DType } from '../../protocol/value';
import type { Input, Storage, Strided } from '../engine';
import { sizeOf } from '../layout';
import type { CallGroup, CallKind, ProductGroup, StepFeatures } from '../../protocol/pricing';
import { isAcross, type Walk } from './walk';

/** More groups than a net has: a loop over ever other sizes is written down more coarsely from there. */
const mostGroups = 500;

/** The calls of a step, alike ones together. */
export class CallBook {
  readonly #calls = new Map<string, CallGroup>();
  readonly #products = new Map<string, ProductGroup>();
  // Weak: what the learner lets go of may go while it is recorded.
  readonly #seen = new WeakSet<Storage>();
  #workingSetBytes = 0;

  call(kind: CallKind, walk: Walk, inputs: readonly Input[], out: Storage | Strided): void {
    const { form } = walk;
    let { size, rows } = walk;
    if (size === 0) return;
    let bytes = this.#touch(out, size);
    for (const input of inputs) if (typeof input !== 'number' && input !== out) bytes += this.#touch(input, size);
    if (this.#calls.size >= mostGroups) [size, rows, bytes] = [roundedUp(size), roundedUp(rows), roundedUp(bytes)];
    count(this.#calls, `${kind} ${form} ${size} ${rows} ${bytes}`, () => ({ kind, form, size, rows, bytes, count: 0 }));
  }

  product(x: Strided, y: Strided, out: Storage): void {
    const rank = x.shape.length;
    const k = x.shape[rank - 1]!,
      n = y.shape[rank - 1]!,
      m = x.shape[rank - 2]!;
    if (out.length * k === 0) return;
    const sides = { batch: out.length / (m * n), m, k, n };
    if (this.#products.size >= mostGroups)
      for (const side of ['batch', 'm', 'k', 'n'] as const) sides[side] = roundedUp(sides[side]);
    const across = (matrix: Strided) => isAcross(matrix.strides[rank - 1]!, matrix.shape[rank - 1]!);
    const transposed = across(x) ? (across(y) ? 'both' : 'x') : across(y) ? 'y' : 'none';
    const bytes = this.#touch(x, sizeOf(x.shape)) + this.#touch(y, sizeOf(y.shape)) + this.#touch(out, out.length);
    const key = `${Object.values(sides).join(' ')} ${transposed}`;
    count(this.#products, key, () => ({ ...sides, transposed, bytes, count: 0 }));
  }

  features(steps: number): StepFeatures {
    return {
      calls: Array.from(this.#calls.values(), (group) => ({ ...group, count: group.count / steps })),
      products: Array.from(this.#products.values(), (group) => ({ ...group, count: group.count / steps })),
      workingSetBytes: this.#workingSetBytes / steps,
    };
  }

  /** Bytes of `x` that a walk over `size` positions meets: an axis that is broadcast meets the same ones again. */
  #touch(x: Storage | Strided, size: number): number {
    const [storage, length] = 'storage' in x ? [x.storage, Math.min(size, distinct(x))] : [x, x.length];
    if (!this.#seen.has(storage)) {
      this.#seen.add(storage);
      this.#workingSetBytes += length * bytesPerElement[storage.dtype];
    }
    return length * bytesPerElement[storage.dtype];
  }
}

function count<T extends { count: number }>(groups: Map<string, T>, key: string, make: () => T): void {
  let group = groups.get(key);
  if (!group) groups.set(key, (group = make()));
  group.count++;
}

const bytesPerElement: Record<DType, number> = { float64: 8, float32: 4, int32: 4, bool: 1 };
const roundedUp = (value: number): number => 2 ** Math.ceil(Math.log2(value));

function distinct({ shape, strides }: Strided): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) if (strides[axis] !== 0) size *= shape[axis]!;
  return size;
}
