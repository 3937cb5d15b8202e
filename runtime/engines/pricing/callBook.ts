import type { DType } from '../../protocol/value';
import type { Input, Storage, Strided } from '../engine';
import { sizeOf } from '../layout';
import type { CallGroup, CallKind, Float64, ProductGroup, StepFeatures } from '../../protocol/pricing';
import { isAcross, type Walk } from './walk';

/** More groups than a net has: a loop over ever other sizes is written down more coarsely from there. */
const mostGroups = 500;

type Operand = Storage | Strided;

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
    const operands: Operand[] = [out];
    for (const input of inputs) if (typeof input !== 'number' && input !== out) operands.push(input);
    const float64 = float64Among(operands);
    let bytes = operands.reduce((sum, operand) => sum + this.#touch(operand, size), 0);
    if (this.#calls.size >= mostGroups) [size, rows, bytes] = [roundedUp(size), roundedUp(rows), roundedUp(bytes)];
    const key = `${kind} ${form} ${size} ${rows} ${float64} ${bytes}`;
    count(this.#calls, key, () => ({ kind, form, size, rows, float64, bytes, count: 0 }));
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
    const float64 = float64Among([x, y, out]);
    const key = `${Object.values(sides).join(' ')} ${transposed} ${float64}`;
    count(this.#products, key, () => ({ ...sides, transposed, float64, bytes, count: 0 }));
  }

  features(steps: number): StepFeatures {
    return {
      calls: Array.from(this.#calls.values(), (group) => ({ ...group, count: group.count / steps })),
      products: Array.from(this.#products.values(), (group) => ({ ...group, count: group.count / steps })),
      workingSetBytes: this.#workingSetBytes / steps,
    };
  }

  /** Bytes of `x` that a walk over `size` positions meets: an axis that is broadcast meets the same ones again. */
  #touch(x: Operand, size: number): number {
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

function float64Among(operands: readonly Operand[]): Float64 {
  const wide = operands.filter(({ dtype }) => dtype === 'float64').length;
  return wide === 0 ? 'none' : wide < operands.length ? 'some' : 'all';
}

const bytesPerElement: Record<DType, number> = { float64: 8, float32: 4, int32: 4, bool: 1 };
const roundedUp = (value: number): number => 2 ** Math.ceil(Math.log2(value));

function distinct({ shape, strides }: Strided): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) if (strides[axis] !== 0) size *= shape[axis]!;
  return size;
}
