import { itemBytes, type DType } from '../../protocol/value';
import type { Elements, Input, Strided } from '../engine';
import { elementsOf, part } from '../javascript/hostStorage';
import { isContiguous } from '../layout';
import { dtypeCodes } from '../kernelCodes';
import type { KernelMemory } from './kernelMemory';

/** Bytes of each slot: room for a plane that is turned; streams use the first few kilobytes alone, so that they stay in the cache. */
const slotBytes = 512 << 10;
/** Slots begin at different lines of the cache, or they would drive one another out. */
const skew = 1088;

/** Below this many elements a loop is quicker than the call that copies them all. */
const shortRun = 32;

// Taken when this module loads: code that runs later may replace the globals and their methods.
const { apply } = Reflect;
const { set, fill } = Float64Array.prototype;
const Float64 = Float64Array;
const Float32 = Float32Array;
const Bytes = Uint8Array;

/** A place in the kernels' memory through which elements of one dtype pass. */
export class Slot {
  readonly dtype: DType;
  readonly code: number;
  /** In bytes, for the kernels. */
  readonly pointer: number;
  /** The kernels' memory, and where in it the slot begins, in elements. */
  readonly view: Elements;
  readonly start: number;

  constructor(memory: KernelMemory, index: number, dtype: DType) {
    this.dtype = dtype;
    this.code = dtypeCodes[dtype];
    this.pointer = memory.start + index * (slotBytes + skew);
    this.view = memory.views[dtype];
    this.start = this.pointer / itemBytes[dtype];
  }

  /** Writes n elements of x, from i in steps of s, from position k on. */
  bring(k: number, x: Elements, i: number, s: number, n: number): void {
    move(x, i, s, this.view, this.start + k, n);
  }

  /** Repeats the first n elements until there are `total`. */
  repeat(n: number, total: number): void {
    for (let done = n; done < total;) {
      const more = Math.min(done, total - done);
      apply(set, this.view, [part(this.view, this.start, this.start + more), this.start + done]);
      done += more;
    }
  }

  /** Hands the first n elements over to `out`, from k on. */
  take(out: Elements, k: number, n: number): void {
    move(this.view, this.start, 1, out, k, n);
  }
}

/** n elements of x, from i in steps of s, into o from k. */
export function move(x: Elements, i: number, s: number, o: Elements, k: number, n: number): void {
  if (n >= shortRun && s === 1) apply(set, o, [part(x, i, i + n), k]);
  else if (n >= shortRun && s === 0) apply(fill, o, [x[i], k, k + n]);
  else stepFor(x, o)(x, i, s, o, k, 1, n);
}

/** n elements of x, from i in steps of s, into o from k in steps of t. */
type Step = (x: Elements, i: number, s: number, o: Elements, k: number, t: number, n: number) => void;

// The same loop for each kind of array, so that each stays specialised for the arrays it meets.
// oxfmt-ignore
const steps: Record<'float32' | 'float64' | 'bool' | 'mixed', Step> = {
  float32: (x, i, s, o, k, t, n) => { for (; n > 0; n--, i += s, k += t) o[k] = x[i]; },
  float64: (x, i, s, o, k, t, n) => { for (; n > 0; n--, i += s, k += t) o[k] = x[i]; },
  bool: (x, i, s, o, k, t, n) => { for (; n > 0; n--, i += s, k += t) o[k] = x[i]; },
  mixed: (x, i, s, o, k, t, n) => { for (; n > 0; n--, i += s, k += t) o[k] = x[i]; },
};

function stepFor(x: Elements, o: Elements): Step {
  if (x instanceof Float32) return o instanceof Float32 ? steps.float32 : steps.mixed;
  if (x instanceof Float64) return o instanceof Float64 ? steps.float64 : steps.mixed;
  return x instanceof Bytes && o instanceof Bytes ? steps.bool : steps.mixed;
}

/** `rows` rows of `length` elements; the longer of the two axes is walked without a pause. */
export function moveRows(
  x: Elements,
  i: number,
  [row, step]: readonly [number, number],
  o: Elements,
  k: number,
  [outRow, outStep]: readonly [number, number],
  rows: number,
  length: number,
): void {
  if (outStep === 1 && length >= shortRun) {
    for (; rows > 0; rows--, i += row, k += outRow) move(x, i, step, o, k, length);
    return;
  }
  const walk = stepFor(x, o);
  if (rows > length) for (; length > 0; length--, i += step, k += outStep) walk(x, i, row, o, k, outRow, rows);
  else for (; rows > 0; rows--, i += row, k += outRow) walk(x, i, step, o, k, outStep, length);
}

/** An operand on its way through a slot. */
export interface Port {
  readonly slot: Slot;
  readonly elements: Elements;
  readonly offset: number;
  readonly strides: readonly number[];
  readonly contiguous: boolean;
  /** 0 where the slot holds one number for all. */
  readonly step: 0 | 1;
}

const nowhere: Elements = new Float64Array(0);

export function port(memory: KernelMemory, index: number, dtype: DType, x: Input): Port {
  const slot = new Slot(memory, index, dtype);
  if (typeof x !== 'number') return arrayPort(slot, x);
  slot.view[slot.start] = x;
  return { slot, elements: nowhere, offset: 0, strides: [], contiguous: true, step: 0 };
}

function arrayPort(slot: Slot, x: Strided): Port {
  const { offset, strides } = x;
  return { slot, elements: elementsOf(x.storage), offset, strides, contiguous: isContiguous(x), step: 1 };
}
